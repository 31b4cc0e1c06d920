package io.cutmix.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    ObjectNode image = JSON.createObjectNode().put("id", id).put("file_name", row.fileName());
    image.put("width", boxes.width(row.source())).put("height", boxes.height(row.source()));
    json.writeTree(image);
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
    ObjectNode annotation = JSON.createObjectNode().put("id", id).put("image_id", image);
    annotation.put("category_id", box.category());
    ArrayNode sides = annotation.putArray("bbox").add(rounded(box.x1())).add(rounded(box.y1()));
    sides.add(rounded(width)).add(rounded(height));
    annotation.put("area", rounded(width * height)).put("iscrowd", box.crowd());
    json.writeTree(annotation);
  }

  /** To thousandths, which rids sums of decimal fractions of their last digits. */
  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
