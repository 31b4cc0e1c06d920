package io.cutmix.detection;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.detection.CocoFile.CocoBox;
import io.cutmix.mix.Box;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code annotations.json} holds: the detection boxes of all images, in COCO's JSON.
 *
 * @param boxes finds those of an image
 */
public record AnnotationsFile(MixedBoxes boxes) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The label rows of a run, as JSON. */
  @FunctionalInterface
  public interface Rows {
    /** Hands on all of them in their order. */
    void forEach(RowUse use) throws IOException;
  }

  /** What is done with a label row. */
  @FunctionalInterface
  public interface RowUse {
    /** Takes the next one. */
    void take(JsonNode row) throws IOException;
  }

  /** Streams it from the label rows, twice; images and boxes are counted from 1. */
  public void write(Path file, Rows rows) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file);
        JsonGenerator json = JSON.createGenerator(writer)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      json.writeStartObject();
      json.writeArrayFieldStart("images");
      long[] image = {0};
      rows.forEach(row -> writeImage(json, row, ++image[0]));
      json.writeEndArray();
      json.writeArrayFieldStart("annotations");
      long[] next = {1, 1};
      rows.forEach(row -> writeBoxes(json, row, next));
      json.writeEndArray();
      json.writeFieldName("categories");
      json.writeTree(boxes.coco().categories());
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
    for (CocoBox box : boxes.of(source, row.path("partner").asText(), region)) {
      write(json, box, next[1]++, next[0]);
    }
    next[0]++;
  }

  private static void write(JsonGenerator json, CocoBox box, long id, long image)
      throws IOException {
    double width = Math.max(0, box.x2() - box.x1());
    double height = Math.max(0, box.y2() - box.y1());
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeNumberField("image_id", image);
    json.writeNumberField("category_id", box.category());
    json.writeFieldName("bbox");
    double[] bbox = {rounded(box.x1()), rounded(box.y1()), rounded(width), rounded(height)};
    json.writeArray(bbox, 0, bbox.length);
    json.writeNumberField("area", rounded(width * height));
    json.writeNumberField("iscrowd", box.crowd());
    json.writeEndObject();
  }

  /** To thousandths, which rids sums of decimal fractions of their last digits. */
  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
