package io.cutmix.dataset.classes;

import io.cutmix.dataset.Labels;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.classes.TargetRows.SparseRow;
import io.cutmix.job.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Labels that are any number of classes each; they become rows of zeros and ones. */
final class ClassSets implements LabelCollector.Kind {
  private final ClassIndex classes;
  private final String separator;
  private final List<int[]> sets = new ArrayList<>();

  /** {@code separator} stands between classes in one text; an empty one never does. */
  ClassSets(ClassIndex classes, String separator) {
    this.classes = classes;
    this.separator = separator;
  }

  @Override
  public int number(LabelValue label, Problems.At at) {
    if (label instanceof LabelValue.Numbers || label instanceof LabelValue.Weights) {
      at.add(
          () ->
              Problem.of("the label is numbers, but here labels are classes")
                  .remedy("write their names"));
      return ClassIndex.UNKNOWN;
    }
    Stream<String> names =
        label instanceof LabelValue.Names several
            ? several.texts().stream()
            : parts(((LabelValue.Name) label).text());
    sets.add(names.mapToInt(name -> LabelCollector.numberOf(name.strip(), classes, at)).toArray());
    return sets.size() - 1;
  }

  private Stream<String> parts(String text) {
    return separator.isEmpty()
        ? Stream.of(text)
        : Stream.of(text.strip().split(Pattern.quote(separator), -1));
  }

  @Override
  public void join(int number, int other) {
    IntStream both = Stream.of(number, other).map(sets::get).flatMapToInt(Arrays::stream);
    sets.set(number, both.toArray());
  }

  @Override
  public Labels labels(int[] numbers) {
    int[] positions = classes.positions();
    SparseRow[] rows =
        IntStream.of(numbers)
            .mapToObj(i -> IntStream.of(sets.get(i)).map(number -> positions[number]).toArray())
            .map(SparseRow::ones)
            .toArray(SparseRow[]::new);
    return new TargetRows(classes.names(), rows, false);
  }

  @Override
  public List<Problem> warnings(int samples) {
    return classes.warnings(samples);
  }
}
