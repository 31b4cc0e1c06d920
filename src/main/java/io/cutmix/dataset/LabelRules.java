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
 * @param separator what stands between several classes in one label; empty: a label is one class,
 *     unless it is a list
 * @param multiLabel whether a sample may have several classes, and several rows that each name some
 * @param classes which classes there may be, and in which order
 */
public record LabelRules(
    Optional<String> column,
    List<String> columns,
    Optional<String> separator,
    boolean multiLabel,
    ClassList classes) {

  /** Throws {@link IllegalArgumentException} if they contradict each other. */
  public LabelRules {
    columns = List.copyOf(columns);
    if (separator.isPresent() && separator.get().isEmpty()) {
      throw new IllegalArgumentException(
          "--label-separator must be a character such as '|', but was empty");
    }
    if (!columns.isEmpty()) {
      checkColumns(column, columns, classes);
      if (separator.isPresent() || multiLabel) {
        throw new IllegalArgumentException(
            "--label-columns (numbers) excludes --label-separator and --multi-label (classes)");
      }
    }
  }

  /** One column, found by itself. */
  public static LabelRules of(ClassList classes) {
    return new LabelRules(Optional.empty(), List.of(), Optional.empty(), false, classes);
  }

  /** Whether every label is a set of classes, whatever it looks like. */
  boolean severalClasses() {
    return multiLabel || separator.isPresent();
  }

  private static void checkColumns(
      Optional<String> column, List<String> columns, ClassList classes) {
    if (column.isPresent()) {
      throw new IllegalArgumentException(
          "--label-column (classes) and --label-columns (numbers) exclude each other; use one");
    }
    if (!(classes instanceof ClassList.Found)) {
      throw new IllegalArgumentException(
          "--label-columns names the classes by its columns; leave out --classes,"
              + " --num-classes and --class-map");
    }
    if (new HashSet<>(columns).size() < columns.size()) {
      throw new IllegalArgumentException(
          "--label-columns names a column twice: " + String.join(",", columns));
    }
  }
}
