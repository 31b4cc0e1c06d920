package io.cutmix.dataset.labelfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.classes.LabelValue;
import io.cutmix.dataset.labelfile.ColumnNames.Choice;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of JSON objects hold what.
 *
 * @param image the field of the path
 * @param labels the field of the label, or those of the numbers
 * @param rules how labels are written
 */
public record JsonFields(String image, List<String> labels, LabelRules rules) {
  /** Where this tool writes labels of many classes: the ids of some, and the number of each. */
  static final String IDS = "label_ids";

  static final String WEIGHTS = "label_weights";

  static JsonFields find(LabelFileSource source, ColumnNames names) throws ProblemException {
    Choice choice = names.choose(source);
    return of(names, choice, names.names().get(choice.image()), source.rules());
  }

  /** For objects whose image is known. */
  public static JsonFields ofLabels(Place place, LabelRules rules, ObjectNode first)
      throws ProblemException {
    return ofLabels(names(place, first), rules);
  }

  /** For columns beside one of images. */
  public static JsonFields ofLabels(ColumnNames names, LabelRules rules) throws ProblemException {
    return of(names, names.chooseLabels(rules), "", rules);
  }

  static ColumnNames names(Place place, ObjectNode first) {
    List<String> names = first.properties().stream().map(Map.Entry::getKey).toList();
    return new ColumnNames(
        place,
        names,
        IntStream.range(0, names.size())
            .filter(i -> JsonLabel.isNumber(first.path(names.get(i))))
            .boxed()
            .collect(Collectors.toSet()));
  }

  private static JsonFields of(ColumnNames names, Choice choice, String image, LabelRules rules) {
    return new JsonFields(image, choice.labels().stream().map(names.names()::get).toList(), rules);
  }

  /** Whether that field is part of the label. */
  public boolean reads(String field) {
    return labels.contains(field) || field.equals(WEIGHTS);
  }

  /** Whether each label field is a number of the target. */
  boolean areNumbers() {
    return !rules.columns().isEmpty();
  }

  /** The path, or null if that is a problem. */
  @Nullable String path(ObjectNode row, Problems.At at) {
    JsonNode path = row.path(image);
    if (!path.isTextual()) {
      at.add(
          () ->
              Problem.of("the field \"" + image + "\" holds no path")
                  .remedy("write one or remove the row"));
      return null;
    }
    return path.textValue();
  }

  /** The label, or null if that is a problem. */
  public @Nullable LabelValue label(ObjectNode row, Problems.At at) {
    if (areNumbers()) {
      return new LabelValue.Numbers(
          labels.stream()
              .mapToDouble(field -> JsonLabel.number(row.path(field), field, at))
              .toArray());
    }
    String field = labels.get(0);
    JsonNode value = row.path(field);
    return field.equals(IDS) && row.has(WEIGHTS)
        ? JsonLabel.of(value, row.path(WEIGHTS), WEIGHTS, at)
        : JsonLabel.of(value, field, rules.severalClasses(), at);
  }
}
