package io.cutmix.dataset;

import java.util.List;

/** Collects the labels that the rows of a CSV file hold. Not thread-safe. */
sealed interface CsvLabels permits CsvClasses, CsvTargets {
  static CsvLabels of(CsvSource source, CsvColumns columns) {
    return source.labelColumns().isEmpty()
        ? new CsvClasses(columns.labels().get(0), ClassIndex.of(source.classes()))
        : new CsvTargets(
            columns.labels(),
            columns.labels().stream().map(columns.header().names()::get).toList());
  }

  /** Reads the row's label and gives it a number; if it has none, adds to {@code problems}. */
  int number(CsvRow row, Problems problems);

  /** The labels with these numbers; must not be called after a problem. */
  Labels labels(int[] numbers);

  /** What is suspicious about the labels. */
  List<String> warnings();
}
