package io.cutmix.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.detection.CocoFile.CocoBox;
import io.cutmix.detection.MixedBoxes;
import io.cutmix.storage.Use;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code annotations.json}: the detection boxes of all images, in COCO's JSON.
 *
 * @param boxes finds those of an image
 */
record AnnotationsFile(MixedBoxes boxes) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Streams it from the label rows, twice; images and boxes are counted from 1.
   *
   * @param rows hands on all of them in their order
   */
  void write(Path file, Use<Use<LabelRow>> rows) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file);
        JsonGenerator json = JSON.createGenerator(writer)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      json.writeStartObject();
      json.writeArrayFieldStart("images");
      long[] image = {0};
      rows.accept(row -> writeImage(json, row, ++image[0]));
      json.writeEndArray();
      json.writeArrayFieldStart("annotations");
      long[] next = {1, 1};
      rows.accept(row -> writeBoxes(json, row, next));
      json.writeEndArray();
      json.writeFieldName("categories");
      json.writeTree(boxes.coco().categories());
      json.writeEndObject();
    }
  }

  private void writeImage(JsonGenerator json, LabelRow row, long id) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("file_name", row.fileName());
    json.writeNumberField("width", boxes.width(row.source()));
    json.writeNumberField("height", boxes.height(row.source()));
    json.writeEndObject();
  }

  /**
   * @param next the ids of this image and of its first box; then those of what follows
   */
  private void writeBoxes(JsonGenerator json, LabelRow row, long[] next) throws IOException {
    for (CocoBox box : boxes.of(row.source(), row.partner(), row.bbox())) {
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
