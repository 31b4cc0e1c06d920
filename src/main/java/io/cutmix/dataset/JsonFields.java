package io.cutmix.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of JSON objects hold what.
 *
 * @param image the field of the path
 * @param labels the field of the label, or those of the numbers
 * @param rules how labels are written
 */
record JsonFields(String image, List<String> labels, LabelRules rules) {
  /** Where this tool writes labels of many classes: the ids of some, and the number of each. */
  private static final String IDS = "label_ids";

  private static final String WEIGHTS = "label_weights";

  static JsonFields find(LabelFileSource source, ObjectNode first) throws DatasetException {
    List<String> names = first.properties().stream().map(Map.Entry::getKey).toList();
    ColumnChoice choice =
        ColumnChoice.byName(source, new ColumnNames(source.labels().toString(), names));
    return new JsonFields(
        names.get(choice.image()),
        choice.labels().stream().map(names::get).toList(),
        source.rules());
  }

  /** For objects whose picture is known. */
  static JsonFields ofLabels(String place, LabelRules rules, ObjectNode first)
      throws DatasetException {
    List<String> names = first.properties().stream().map(Map.Entry::getKey).toList();
    ColumnChoice choice = ColumnChoice.ofLabels(rules, new ColumnNames(place, names));
    return new JsonFields("", choice.labels().stream().map(names::get).toList(), rules);
  }

  /** Whether each label field is a number of the target. */
  boolean numbers() {
    return !rules.columns().isEmpty();
  }

  /** The path, or null if that is a problem. */
  @Nullable String path(ObjectNode row, Problems.Place place) {
    JsonNode path = row.path(image);
    if (!path.isTextual()) {
      place.problem(
          () -> "the field \"%s\" holds no path; write one or remove the row".formatted(image));
      return null;
    }
    return path.textValue();
  }

  /** The label, or null if that is a problem. */
  @Nullable LabelValue label(ObjectNode row, Problems.Place place) {
    if (numbers()) {
      return new LabelValue.Numbers(numbers(row, place));
    }
    String field = labels.get(0);
    JsonNode value = row.path(field);
    return field.equals(IDS) && row.has(WEIGHTS)
        ? JsonLabel.of(value, row.path(WEIGHTS), WEIGHTS, place)
        : JsonLabel.of(value, field, rules.severalClasses(), place);
  }

  private double[] numbers(ObjectNode row, Problems.Place place) {
    double[] values = new double[labels.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = JsonLabel.number(row.path(labels.get(i)), labels.get(i), place);
    }
    return values;
  }
}
