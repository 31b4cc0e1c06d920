package io.cutmix.dataset;

import io.cutmix.dataset.classes.KnownClasses;
import io.cutmix.mix.InvalidParameterException;
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

  private static final String COLUMNS = "label-columns";

  /** Throws {@link InvalidParameterException} if they contradict each other. */
  public LabelRules {
    columns = List.copyOf(columns);
    if (separator.isPresent() && separator.get().isEmpty()) {
      throw InvalidParameterException.outOfRange(
          "label-separator", "must be a character such as '|'", "empty");
    }
    if (!columns.isEmpty()) {
      checkColumns(column, columns, classes);
      if (separator.isPresent() || multiLabel) {
        throw InvalidParameterException.contradiction(
            COLUMNS, "(numbers) excludes --label-separator and --multi-label (classes)", "use one");
      }
    }
  }

  /** One column, found by itself. */
  public static LabelRules of(ClassList classes) {
    return new LabelRules(Optional.empty(), List.of(), Optional.empty(), false, classes);
  }

  /** Whether every label is a set of classes, whatever it looks like. */
  public boolean severalClasses() {
    return multiLabel || separator.isPresent();
  }

  private static void checkColumns(
      Optional<String> column, List<String> columns, ClassList classes) {
    if (column.isPresent()) {
      throw InvalidParameterException.contradiction(
          COLUMNS, "(numbers) and --label-column (classes) exclude each other", "use one");
    }
    if (classes.names().isPresent()) {
      throw InvalidParameterException.contradiction(
          COLUMNS,
          "names the classes by its columns",
          "remove --classes, --num-classes and --class-map");
    }
    if (new HashSet<>(columns).size() < columns.size()) {
      throw InvalidParameterException.contradiction(
          COLUMNS,
          "names a column twice: " + KnownClasses.shown(columns).replace(", ", ","),
          "keep one of them");
    }
  }
}
