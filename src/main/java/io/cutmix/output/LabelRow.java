package io.cutmix.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.mix.Box;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

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
    Label label,
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

  /**
   * Numbers of which only those are kept that aren't zero, if they are few of many: a unit has a
   * label for each image, and there may be many thousand classes.
   *
   * @param ids where the kept ones are, in ascending order; empty if all are kept
   * @param values those that are kept
   */
  // Written, never compared; a list would box a number for each class.
  @SuppressWarnings("ArrayRecordComponent")
  public record Label(int length, int[] ids, double[] values) {
    private static final int MANY = 64;

    static Label of(double[] numbers) {
      int[] ids = numbers.length < MANY ? new int[0] : ids(numbers);
      boolean areFew = ids.length > 0 && ids.length < numbers.length / 4;
      return areFew
          ? new Label(
              numbers.length, ids, Arrays.stream(ids).mapToDouble(id -> numbers[id]).toArray())
          : new Label(numbers.length, new int[0], numbers);
    }

    /** Of all that aren't zero; a negative zero is kept. */
    private static int[] ids(double[] numbers) {
      int[] ids = new int[2]; // as most labels have; a stream would take longer than all else
      int count = 0;
      for (int id = 0; id < numbers.length; id++) {
        if (Double.doubleToRawLongBits(numbers[id]) != 0) {
          ids = count < ids.length ? ids : Arrays.copyOf(ids, 2 * count);
          ids[count++] = id;
        }
      }
      return Arrays.copyOf(ids, count);
    }

    double[] numbers() {
      if (ids.length == 0) {
        return values;
      }
      double[] numbers = new double[length];
      for (int i = 0; i < ids.length; i++) {
        numbers[ids[i]] = values[i];
      }
      return numbers;
    }

    /** The same without any zero. */
    Label withoutZeros() {
      int[] all = ids.length == 0 ? IntStream.range(0, length).toArray() : ids;
      int[] kept = IntStream.range(0, all.length).filter(i -> values[i] != 0).toArray();
      return new Label(
          length,
          Arrays.stream(kept).map(i -> all[i]).toArray(),
          Arrays.stream(kept).mapToDouble(i -> values[i]).toArray());
    }
  }

  /** A row with one number for each class. */
  public LabelRow(
      String fileName,
      double[] softLabel,
      double lam,
      Box bbox,
      String source,
      String partner,
      int copy,
      int batch) {
    this(fileName, Label.of(softLabel), lam, bbox, source, partner, copy, batch);
  }

  /** One number for each class. */
  public double[] softLabel() {
    return label.numbers();
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
    int[] box = sides.valueStream().mapToInt(JsonNode::intValue).toArray();
    return new LabelRow(
        json.required(FILE_NAME).asText(),
        softLabel(json, classes),
        json.required("lam").doubleValue(),
        new Box(box[0], box[1], box[2], box[3]),
        json.required("source").asText(),
        json.required("partner").asText(),
        json.required("copy").intValue(),
        json.required("batch").intValue());
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
        Label sparse = label.withoutZeros();
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
