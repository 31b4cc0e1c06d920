package io.cutmix.finished;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.LabelNumbers;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A row of a label file, as it stands there.
 *
 * @param fileName path of the image
 * @param numbers of its label
 * @param lam share of its own pixels
 * @param box x1, y1, x2, y2
 */
@SuppressWarnings("ArrayRecordComponent") // compared number by number
public record FinishedRow(
    String fileName,
    LabelNumbers numbers,
    double lam,
    int[] box,
    String source,
    String partner,
    int copy,
    int batch) {
  private static final int DENSE = 8;

  /** Of what a tool has written, which has no key twice and nothing behind its end. */
  public static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads it.
   *
   * @param classes as {@link #dense} takes it
   * @throws IllegalArgumentException if something is missing or of another kind
   */
  static FinishedRow of(JsonNode json, int classes) throws ProblemException {
    if (json.size() > (json.has("soft_label") ? DENSE : DENSE + 1)) {
      throw new IllegalArgumentException("there are other fields than those of a row");
    }
    return new FinishedRow(
        text(json, "file_name"),
        LabelNumbers.of(
            json.has("soft_label")
                ? numbers(json, "soft_label")
                : dense(numbers(json, "label_ids"), numbers(json, "label_weights"), classes)),
        number(json.path("lam"), "lam"),
        list(json, "bbox").mapToInt(value -> whole(value, "bbox")).toArray(),
        text(json, "source"),
        text(json, "partner"),
        whole(json.path("copy"), "copy"),
        whole(json.path("batch"), "batch"));
  }

  private static String text(JsonNode json, String field) {
    if (!json.path(field).isTextual()) {
      throw new IllegalArgumentException(field + " is no text");
    }
    return json.path(field).asText();
  }

  private static double number(JsonNode value, String field) {
    if (!value.isNumber()) {
      throw new IllegalArgumentException(field + " is no number");
    }
    return value.asDouble();
  }

  private static int whole(JsonNode value, String field) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new IllegalArgumentException(field + " is no whole number");
    }
    return value.asInt();
  }

  private static double[] numbers(JsonNode json, String field) {
    return list(json, field).mapToDouble(value -> number(value, field)).toArray();
  }

  private static Stream<JsonNode> list(JsonNode json, String field) {
    if (!json.path(field).isArray()) {
      throw new IllegalArgumentException(field + " is no list");
    }
    return json.path(field).valueStream();
  }

  /**
   * A number for each class.
   *
   * @param ids of the classes whose number isn't 0, ascending
   * @param classes how many there are; 0 if that is unknown
   * @throws ProblemException if it is unknown
   * @throws IllegalArgumentException if ids and weights don't fit
   */
  static double[] dense(double[] ids, double[] weights, int classes) throws ProblemException {
    if (classes == 0) {
      throw new ProblemException(
          Problem.of("sparse labels don't say how many classes there are")
              .remedy("say it with numClasses"));
    }
    double[] label = new double[classes];
    if (ids.length != weights.length) {
      throw new IllegalArgumentException("label_ids and label_weights differ in length");
    }
    for (int i = 0; i < ids.length; i++) {
      int id = (int) ids[i];
      if (id < 0 || id >= classes || (i > 0 && ids[i] <= ids[i - 1]) || weights[i] == 0) {
        throw new IllegalArgumentException(
            "label_ids must ascend below %d and have weights other than 0".formatted(classes));
      }
      label[id] = weights[i];
    }
    return label;
  }

  public FinishedRow withFileName(String other) {
    return new FinishedRow(other, numbers, lam, box, source, partner, copy, batch);
  }

  /** A number for each class. */
  public double[] label() {
    return numbers.all();
  }

  /** Whether it has another sample as its partner. */
  public boolean isMixed() {
    return !source.equals(partner);
  }

  /** The box as users see it. */
  public String boxText() {
    return Arrays.toString(box);
  }

  /** Pixels in the box. */
  public long area() {
    return (long) (box[2] - box[0]) * (box[3] - box[1]);
  }

  /** Whether nothing was pasted, not even an empty box. */
  public boolean isUnchanged() {
    return !isMixed() && Arrays.stream(box).allMatch(side -> side == 0);
  }
}
