package io.cutmix.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * Which columns of a label file hold what, by their names.
 *
 * @param image the position of the column of paths; -1 if there is none
 * @param labels the positions of the columns of labels; only with columns of numbers more than one
 */
record ColumnChoice(int image, List<Integer> labels) {

  /** Finds them by the options, or else by what the names say. */
  static ColumnChoice byName(LabelFileSource source, ColumnNames names) throws DatasetException {
    List<Integer> labels = chosen(source.rules(), names);
    int image = image(source, names, labels);
    if (labels.isEmpty()) {
      labels.add(names.find(names::namesLabel, i -> i == image, "label", "--label-column"));
    }
    if (labels.contains(image)) {
      throw new DatasetException(
          source.labels()
              + ": the column \""
              + names.names().get(image)
              + "\" can't be both the image and a label; choose with --image-column");
    }
    return new ColumnChoice(image, List.copyOf(labels));
  }

  /** The columns of labels alone, where nothing says which picture they are of. */
  static ColumnChoice ofLabels(LabelRules rules, ColumnNames names) throws DatasetException {
    List<Integer> labels = chosen(rules, names);
    if (labels.isEmpty()) {
      labels.add(names.find(names::namesLabel, i -> false, "label", "--label-column"));
    }
    return new ColumnChoice(-1, List.copyOf(labels));
  }

  private static List<Integer> chosen(LabelRules rules, ColumnNames names) throws DatasetException {
    List<Integer> labels = new ArrayList<>();
    for (String name : rules.columns()) {
      labels.add(names.named(name, "--label-columns"));
    }
    if (rules.column().isPresent()) {
      labels.add(names.named(rules.column().get(), "--label-column"));
    }
    return labels;
  }

  private static int image(LabelFileSource source, ColumnNames names, List<Integer> labels)
      throws DatasetException {
    return source.imageColumn().isPresent()
        ? names.named(source.imageColumn().get(), "--image-column")
        : names.find(
            names::namesImage,
            i -> labels.isEmpty() ? names.namesLabel(i) : labels.contains(i),
            "image",
            "--image-column");
  }
}
