package io.cutmix.dataset;

import java.util.List;

/** Labels that are one class each. */
final class ClassLabels implements LabelKind {
  private final ClassIndex classes;

  ClassLabels(ClassIndex classes) {
    this.classes = classes;
  }

  @Override
  public int number(LabelValue label, Problems.Place place) {
    if (label instanceof LabelValue.Name name) {
      return numberOf(name.text().strip(), classes, place);
    }
    place.problem(
        () -> "the label is a list, and that of the first row is one class; write a class");
    return ClassIndex.UNKNOWN;
  }

  /** The number of one class; if there is none of that name, tells {@code place}. */
  static int numberOf(String name, ClassIndex classes, Problems.Place place) {
    if (name.isEmpty()) {
      place.problem(() -> "empty label; write a class or remove the row");
      return ClassIndex.UNKNOWN;
    }
    int number = classes.numberOf(name);
    if (number == ClassIndex.UNKNOWN) {
      place.problem(() -> classes.unknown(name, "correct the row"));
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
