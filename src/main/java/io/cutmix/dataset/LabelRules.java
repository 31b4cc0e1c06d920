package io.cutmix.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * How labels are written, and which there may be.
 *
 * @param column the column of class names or ids; empty: found by its name, or what is left
 * @param columns columns of numbers that together are a sample's target, in this order; empty:
 *     there is one label column
 * @param classes which classes there may be, and in which order
 */
public record LabelRules(Optional<String> column, List<String> columns, ClassList classes) {

  /** Throws {@link IllegalArgumentException} if the columns or classes contradict each other. */
  public LabelRules {
    columns = List.copyOf(columns);
    if (!columns.isEmpty()) {
      checkColumns(column, columns, classes);
    }
  }

  /** One column, found by itself. */
  static LabelRules of(ClassList classes) {
    return new LabelRules(Optional.empty(), List.of(), classes);
  }

  private static void checkColumns(
      Optional<String> column, List<String> columns, ClassList classes) {
    if (column.isPresent()) {
      throw new IllegalArgumentException(
          "--label-column (classes) and --label-columns (numbers) exclude each other; use one");
    }
    if (!(classes instanceof ClassList.Found)) {
      throw new IllegalArgumentException(
          "--label-columns names the classes by its columns; leave out --classes and"
              + " --num-classes");
    }
    if (new HashSet<>(columns).size() < columns.size()) {
      throw new IllegalArgumentException(
          "--label-columns names a column twice: " + String.join(",", columns));
    }
  }
}
