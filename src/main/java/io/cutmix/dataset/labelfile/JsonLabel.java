package io.cutmix.dataset.labelfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.classes.LabelValue;
import io.cutmix.job.Problem;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns the JSON value of a label into what it means. */
public final class JsonLabel {
  private static final int SHOWN = 40;

  private JsonLabel() {}

  /**
   * A name or id is a class, a list of names several classes, a list of numbers a row of the
   * target.
   *
   * @param severalClasses whether whole numbers in a list are ids
   * @return null if it is none of these, which is a problem
   */
  public static @Nullable LabelValue of(
      JsonNode value, String field, boolean severalClasses, Problems.At at) {
    if (value.isTextual() || value.isIntegralNumber() || value.isBoolean()) {
      return new LabelValue.Name(value.asText());
    }
    // As pandas writes the ids of a column in which one is missing.
    if (value.isNumber() && value.doubleValue() == value.longValue()) {
      return new LabelValue.Name(Long.toString(value.longValue()));
    }
    if (value.isArray() && all(value, name -> isName(name, severalClasses))) {
      return new LabelValue.Names(value.valueStream().map(JsonNode::asText).toList());
    }
    if (value.isArray() && all(value, JsonLabel::isNumber)) {
      return new LabelValue.Numbers(
          value.valueStream().mapToDouble(number -> number(number, field, at)).toArray());
    }
    at.add(
        () ->
            isAbsent(value)
                ? absent(field, "write one or remove the row")
                : Problem.of(
                        "the label %s is no class, id, list of names, or list of numbers",
                        shown(value))
                    .remedy("write one of these, or name fields of numbers with --label-columns"));
    return null;
  }

  /** A list of ids and one of as many numbers; null if that is a problem. */
  public static @Nullable LabelValue of(
      JsonNode ids, JsonNode weights, String field, Problems.At at) {
    if (!ids.isArray()
        || !all(ids, id -> id.isIntegralNumber() && id.canConvertToInt())
        || weights.size() != ids.size()) {
      at.add(
          () ->
              Problem.of(
                      "the ids %s and weights %s are no two lists of numbers of one length",
                      shown(ids), shown(weights))
                  .remedy("correct the row"));
      return null;
    }
    return new LabelValue.Weights(
        ids.valueStream().mapToInt(JsonNode::intValue).toArray(),
        weights.valueStream().mapToDouble(weight -> number(weight, field, at)).toArray());
  }

  /** A finite number; anything else is a problem. */
  static double number(JsonNode value, String field, Problems.At at) {
    double number = isNumber(value) ? value.asDouble() : Double.NaN;
    if (!Double.isFinite(number)) {
      at.add(
          () ->
              isAbsent(value)
                  ? absent(field, "write a number or remove the row")
                  : Problem.of("%s in the field \"%s\" is no finite number", shown(value), field)
                      .remedy("write it like 0.25"));
    }
    return number;
  }

  /** Whether it is one, or stands for 1 or 0. */
  static boolean isNumber(JsonNode value) {
    return value.isNumber() || value.isBoolean();
  }

  /** NaN is how pandas keeps that a number is missing. */
  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull() || Double.isNaN(value.doubleValue());
  }

  private static Problem absent(String field, String remedy) {
    return Problem.of("no label in the field \"" + field + "\"").remedy(remedy);
  }

  private static boolean isName(JsonNode value, boolean idsToo) {
    return value.isTextual() || (idsToo && value.isIntegralNumber());
  }

  private static boolean all(JsonNode list, Predicate<JsonNode> what) {
    return list.valueStream().allMatch(what);
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
