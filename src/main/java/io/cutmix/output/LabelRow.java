package io.cutmix.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.job.LabelNumbers;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.mix.Box;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Objects;

/**
 * One row of a label file.
 *
 * @param fileName path of the image, relative to the output folder
 * @param label one number for each class; sums to 1 if the sources' labels do
 * @param lam share of its own pixels that the image kept, in [0, 1]
 * @param bbox the pixels that come from the partner
 * @param source path of the base image, relative to the images folder
 * @param partner path of the image that filled the box; the source itself if unmixed
 * @param copy the copy of the data set, from 0
 * @param batch the batch within the copy, from 0
 */
public record LabelRow(
    String fileName,
    LabelNumbers label,
    double lam,
    Box bbox,
    String source,
    String partner,
    int copy,
    int batch) {
  private static final JsonFactory JSON = new JsonFactory();

  static final String FILE_NAME = "file_name";
  static final String SOFT_LABEL = "soft_label";
  static final String LABEL_IDS = "label_ids";
  static final String LABEL_WEIGHTS = "label_weights";

  /** One number for each class. */
  public double[] softLabel() {
    return label.all();
  }

  /** Whether it has another image as its partner. */
  public boolean isMixed() {
    return !source.equals(partner);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @param classes how many there are
   * @throws IllegalArgumentException if something is missing or out of range
   */
  static LabelRow of(JsonNode json, int classes) {
    JsonNode sides = json.required("bbox");
    if (sides.size() != 4 || !sides.valueStream().allMatch(JsonNode::isInt)) {
      throw new IllegalArgumentException("bbox must have 4 whole numbers, but was " + sides);
    }
    int copy = whole(json, "copy");
    int batch = whole(json, "batch");
    if (!json.required("lam").isNumber()) {
      throw new IllegalArgumentException("lam is no number");
    }
    int[] box = sides.valueStream().mapToInt(JsonNode::intValue).toArray();
    return new LabelRow(
        json.required(FILE_NAME).asText(),
        LabelNumbers.of(softLabel(json, classes)),
        json.required("lam").doubleValue(),
        new Box(box[0], box[1], box[2], box[3]),
        json.required("source").asText(),
        json.required("partner").asText(),
        copy,
        batch);
  }

  private static int whole(JsonNode json, String field) {
    if (!json.required(field).isInt()) {
      throw new IllegalArgumentException(field + " is no whole number");
    }
    return json.path(field).intValue();
  }

  private static double[] softLabel(JsonNode json, int classes) {
    if (json.has(SOFT_LABEL)) {
      if (!json.path(SOFT_LABEL).valueStream().allMatch(JsonNode::isNumber)) {
        throw new IllegalArgumentException("soft_label must be numbers");
      }
      return json.path(SOFT_LABEL).valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    }
    double[] softLabel = new double[classes];
    JsonNode ids = json.required(LABEL_IDS);
    for (int i = 0; i < ids.size(); i++) {
      int id = Objects.checkIndex(ids.get(i).intValue(), classes);
      softLabel[id] = json.required(LABEL_WEIGHTS).required(i).doubleValue();
    }
    return softLabel;
  }

  /** The same row under another file name. */
  public LabelRow withFileName(String other) {
    return new LabelRow(other, label, lam, bbox, source, partner, copy, batch);
  }

  /** Its fields as a JSON object in one line. */
  public String toJson(LabelEncoding encoding) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      writeTo(json, encoding);
    }
    return text.toString();
  }

  void writeTo(JsonGenerator json, LabelEncoding encoding) throws IOException {
    json.writeStartObject();
    json.writeStringField(FILE_NAME, fileName);
    switch (encoding) {
      case AUTO, DENSE -> write(json, SOFT_LABEL, softLabel());
      case SPARSE -> {
        LabelNumbers sparse = label.withoutZeros();
        json.writeFieldName(LABEL_IDS);
        json.writeArray(sparse.ids(), 0, sparse.ids().length);
        write(json, LABEL_WEIGHTS, sparse.values());
      }
    }
    json.writeNumberField("lam", lam);
    json.writeFieldName("bbox");
    json.writeArray(new int[] {bbox.x1(), bbox.y1(), bbox.x2(), bbox.y2()}, 0, 4);
    json.writeStringField("source", source);
    json.writeStringField("partner", partner);
    json.writeNumberField("copy", copy);
    json.writeNumberField("batch", batch);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, double[] values) throws IOException {
    json.writeFieldName(name);
    json.writeArray(values, 0, values.length);
  }
}
