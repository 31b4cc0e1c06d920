package io.cutmix.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.mix.Box;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code annotations.json} holds: the detection boxes of all images, in COCO's JSON.
 *
 * @param categories COCO's list of them
 * @param boxes finds those of an image
 */
public record AnnotationsFile(JsonNode categories, Boxes boxes) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The boxes of images. */
  public interface Boxes {
    /** Rows of the image whose base is that picture. */
    int height(String source);

    /** Columns of the image whose base is that picture. */
    int width(String source);

    /**
     * Finds them.
     *
     * @param source path of the base picture
     * @param partner path of the picture that filled the region; the source itself if unmixed
     */
    List<Annotation> of(String source, String partner, Box region);
  }

  /** Streams it from the label rows, in their order; images and boxes are counted from 1. */
  void write(Path file, PartFiles parts, long units) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file);
        JsonGenerator json = JSON.createGenerator(writer)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      json.writeStartObject();
      json.writeArrayFieldStart("images");
      long[] image = {0};
      parts.merge(units, row -> writeImage(json, JSON.readTree(row), ++image[0]));
      json.writeEndArray();
      json.writeArrayFieldStart("annotations");
      long[] next = {1, 1};
      parts.merge(units, row -> writeBoxes(json, JSON.readTree(row), next));
      json.writeEndArray();
      json.writeFieldName("categories");
      json.writeTree(categories);
      json.writeEndObject();
    }
  }

  private void writeImage(JsonGenerator json, JsonNode row, long id) throws IOException {
    String source = row.path("source").asText();
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("file_name", row.path("file_name").asText());
    json.writeNumberField("width", boxes.width(source));
    json.writeNumberField("height", boxes.height(source));
    json.writeEndObject();
  }

  /**
   * @param next the ids of this image and of its first box; then those of what follows
   */
  private void writeBoxes(JsonGenerator json, JsonNode row, long[] next) throws IOException {
    JsonNode bbox = row.path("bbox");
    Box region =
        new Box(
            bbox.path(0).asInt(), bbox.path(1).asInt(), bbox.path(2).asInt(), bbox.path(3).asInt());
    String source = row.path("source").asText();
    for (Annotation box : boxes.of(source, row.path("partner").asText(), region)) {
      box.writeTo(json, next[1]++, next[0]);
    }
    next[0]++;
  }
}
