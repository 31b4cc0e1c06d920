package io.cutmix.dataset;

import java.util.List;

/** Labels in one column: names or ids of classes. */
final class CsvClasses implements CsvLabels {
  private final int column;
  private final ClassIndex classes;

  CsvClasses(int column, ClassIndex classes) {
    this.column = column;
    this.classes = classes;
  }

  @Override
  public int number(CsvRow row, Problems problems) {
    String label = row.cell(column).strip();
    if (label.isEmpty()) {
      problems.add(row.line(), () -> "empty label; write a class or remove the row");
      return ClassIndex.UNKNOWN;
    }
    int number = classes.numberOf(label);
    if (number == ClassIndex.UNKNOWN) {
      problems.add(row.line(), () -> classes.unknown(label, "correct the row"));
    }
    return number;
  }

  @Override
  public Labels labels(int[] numbers) {
    return classes.labels(numbers);
  }

  @Override
  public List<String> warnings() {
    return classes.warnings();
  }
}
