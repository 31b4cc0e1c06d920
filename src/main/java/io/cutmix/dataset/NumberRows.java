package io.cutmix.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Labels that are numbers: one for each class or column. */
final class NumberRows implements LabelKind {
  private List<String> names;
  private final List<SparseRow> rows = new ArrayList<>();

  /** Numbers for these classes or columns; if there are none, for as many as the first row has. */
  NumberRows(List<String> names) {
    this.names = names;
  }

  /** A number for each class; if they are to be found, they are called 0, 1, 2 and so on. */
  static NumberRows ofClasses(ClassList classes) {
    return new NumberRows(
        classes instanceof ClassList.Found ? List.of() : ClassIndex.of(classes).names());
  }

  @Override
  public int number(LabelValue label, Problems.Place place) {
    if (label instanceof LabelValue.Numbers numbers) {
      add(numbers.values(), place);
    } else if (label instanceof LabelValue.Weights weights) {
      add(weights, place);
    } else {
      place.problem(
          () -> "the label is no list of numbers, as that of the first row is; write one");
    }
    return rows.size() - 1;
  }

  private void add(double[] values, Problems.Place place) {
    if (names.isEmpty()) {
      names = IntStream.range(0, values.length).mapToObj(Integer::toString).toList();
    }
    if (values.length != names.size()) {
      place.problem(
          () ->
              "the label has %d numbers instead of %d, one for each class (%s); correct the row"
                  .formatted(values.length, names.size(), KnownClasses.shown(names)));
    }
    rows.add(SparseRow.of(values));
  }

  private void add(LabelValue.Weights label, Problems.Place place) {
    if (names.isEmpty()) {
      place.problem(
          () ->
              "ids don't tell how many classes there are; say it with --num-classes or --classes");
      return;
    }
    double[] values = new double[names.size()];
    for (int i = 0; i < label.ids().length; i++) {
      int id = label.ids()[i];
      if (id < 0 || id >= values.length) {
        place.problem(
            () -> "the id %d is none of 0 to %d; correct the row".formatted(id, names.size() - 1));
        return;
      }
      values[id] += label.weights()[i];
    }
    rows.add(SparseRow.of(values));
  }

  @Override
  public Labels labels(int[] numbers) {
    SparseRow[] sorted = new SparseRow[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      sorted[i] = rows.get(numbers[i]);
    }
    return new TargetRows(names, sorted);
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }
}
