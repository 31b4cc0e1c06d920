package io.cutmix.dataset.classes;

import io.cutmix.dataset.Labels;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.classes.TargetRows.SparseRow;
import io.cutmix.job.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Labels that are numbers: one for each class or column. */
final class NumberRows implements LabelCollector.Kind {
  private List<String> names;
  private final List<SparseRow> rows = new ArrayList<>();
  private final boolean areNamed;
  private boolean areIds;

  /**
   * Numbers for these classes or columns; if there are none, for as many as the first row has,
   * which are called 0, 1, 2 and so on.
   */
  NumberRows(List<String> names) {
    this.names = names;
    this.areNamed = !names.isEmpty();
  }

  @Override
  public int number(LabelValue label, Problems.At at) {
    if (label instanceof LabelValue.Numbers numbers) {
      add(numbers.values(), at);
    } else if (label instanceof LabelValue.Weights weights) {
      add(weights, at);
    } else {
      at.add(
          () ->
              Problem.of("the label is no list of numbers, as that of the first row is")
                  .remedy("write one"));
    }
    return rows.size() - 1;
  }

  private void add(double[] values, Problems.At at) {
    if (names.isEmpty()) {
      names = IntStream.range(0, values.length).mapToObj(Integer::toString).toList();
    }
    if (values.length != names.size()) {
      at.add(
          () ->
              Problem.of(
                      "the label has %d numbers instead of %d, one for each class (%s)",
                      values.length, names.size(), KnownClasses.shown(names))
                  .remedy("correct the row"));
    }
    rows.add(SparseRow.of(values));
  }

  private void add(LabelValue.Weights label, Problems.At at) {
    areIds = true;
    if (names.isEmpty()) {
      at.add(
          () ->
              Problem.of("ids don't say how many classes there are")
                  .remedy("give --num-classes or --classes"));
      return;
    }
    double[] values = new double[names.size()];
    for (int i = 0; i < label.ids().length; i++) {
      int id = label.ids()[i];
      if (id < 0 || id >= values.length) {
        at.add(
            () ->
                Problem.of("the id %d is none of 0 to %d", id, names.size() - 1)
                    .remedy("correct the row"));
        return;
      }
      values[id] += label.weights()[i];
    }
    rows.add(SparseRow.of(values));
  }

  @Override
  public Labels labels(int[] numbers) {
    SparseRow[] sorted = IntStream.of(numbers).mapToObj(rows::get).toArray(SparseRow[]::new);
    return new TargetRows(names, sorted, !areIds);
  }

  @Override
  public List<Problem> warnings(int samples) {
    List<double[]> values = rows.stream().map(SparseRow::values).toList();
    boolean likeIds =
        !areNamed
            && values.stream().flatMapToDouble(Arrays::stream).allMatch(v -> v >= 0 && v % 1 == 0)
            && values.stream().flatMapToDouble(Arrays::stream).anyMatch(v -> v > 1);
    return likeIds
        ? List.of(
            Problem.of("labels are lists of whole numbers, and are mixed as numbers")
                .remedy("if they are ids of classes, give --multi-label"))
        : List.of();
  }
}
