package io.cutmix.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Labels that are any number of classes each; they become rows of zeros and ones. */
final class ClassSets implements LabelKind {
  private final ClassIndex classes;
  private final List<int[]> sets = new ArrayList<>();

  ClassSets(ClassIndex classes) {
    this.classes = classes;
  }

  @Override
  public int number(LabelValue label, Problems.Place place) {
    if (label instanceof LabelValue.Names names) {
      sets.add(
          names.texts().stream()
              .mapToInt(name -> ClassLabels.numberOf(name.strip(), classes, place))
              .toArray());
    } else {
      place.problem(() -> "the label is no list of names, as that of the first row is; write one");
    }
    return sets.size() - 1;
  }

  @Override
  public Labels labels(int[] numbers) {
    int[] positions = classes.positions();
    SparseRow[] rows = new SparseRow[numbers.length];
    for (int i = 0; i < rows.length; i++) {
      int[] set = sets.get(numbers[i]);
      rows[i] = SparseRow.ones(Arrays.stream(set).map(number -> positions[number]).toArray());
    }
    return new TargetRows(classes.names(), rows);
  }

  @Override
  public List<String> warnings() {
    return classes.warnings();
  }
}
