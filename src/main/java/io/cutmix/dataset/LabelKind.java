package io.cutmix.dataset;

import java.util.List;

/** Collects the labels of samples, all of one kind. Not thread-safe. */
sealed interface LabelKind permits ClassLabels, ClassSets, NumberRows {
  /** The kind of that label. */
  static LabelKind of(LabelValue label, ClassList classes) {
    if (label instanceof LabelValue.Numbers || label instanceof LabelValue.Weights) {
      return NumberRows.ofClasses(classes);
    }
    return label instanceof LabelValue.Names
        ? new ClassSets(ClassIndex.of(classes), "")
        : new ClassLabels(ClassIndex.of(classes));
  }

  /** Gives the label a number; if it is wrong, tells {@code place}, and the number is any. */
  int number(LabelValue label, Problems.Place place);

  /** The labels with these numbers; must not be called after a problem. */
  Labels labels(int[] numbers);

  /** What is suspicious about the labels. */
  List<String> warnings();
}
