package io.cutmix.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * A detection box of an image, in pixels and parts of them.
 *
 * @param category id of what it is
 * @param crowd 1 for several objects in one box, else 0
 */
public record Annotation(
    long category, int crowd, double x, double y, double width, double height) {

  void writeTo(JsonGenerator json, long id, long image) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeNumberField("image_id", image);
    json.writeNumberField("category_id", category);
    json.writeFieldName("bbox");
    double[] bbox = {rounded(x), rounded(y), rounded(width), rounded(height)};
    json.writeArray(bbox, 0, bbox.length);
    json.writeNumberField("area", rounded(width * height));
    json.writeNumberField("iscrowd", crowd);
    json.writeEndObject();
  }

  /** To thousandths, which rids sums of decimal fractions of their last digits. */
  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
