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
    return numbers()
        ? new LabelValue.Numbers(numbers(row, place))
        : JsonLabel.of(row.path(labels.get(0)), labels.get(0), rules.severalClasses(), place);
  }

  private double[] numbers(ObjectNode row, Problems.Place place) {
    double[] values = new double[labels.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = JsonLabel.number(row.path(labels.get(i)), labels.get(i), place);
    }
    return values;
  }
}
