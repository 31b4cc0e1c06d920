package io.cutmix.dataset;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the labels of samples; the first one says of which kind all are. Not thread-safe. */
final class LabelCollector {
  private final ClassList classes;
  private @Nullable LabelKind kind;

  private LabelCollector(ClassList classes, @Nullable LabelKind kind) {
    this.classes = classes;
    this.kind = kind;
  }

  /**
   * For labels that are written like this.
   *
   * @param classes which classes there may be
   * @param columns the names of the columns of numbers; empty if there are none
   */
  static LabelCollector of(LabelRules rules, ClassList classes, List<String> columns) {
    if (!columns.isEmpty()) {
      return new LabelCollector(classes, new NumberRows(columns));
    }
    return new LabelCollector(
        classes,
        rules.severalClasses()
            ? new ClassSets(ClassIndex.of(classes), rules.separator().orElse(""))
            : null);
  }

  /**
   * Gives the label a number; if it is wrong, tells {@code place}, and the number is any.
   *
   * @param label null if it couldn't be read, and {@code place} knows
   */
  int number(@Nullable LabelValue label, Problems.Place place) {
    if (label == null) {
      return ClassIndex.UNKNOWN;
    }
    LabelKind known = kind == null ? LabelKind.of(label, classes) : kind;
    kind = known;
    return known.number(label, place);
  }

  /** Adds the classes of one number to those of another. */
  void join(int number, int other) {
    if (kind instanceof ClassSets sets) {
      sets.join(number, other);
    }
  }

  /** The labels with these numbers; must not be called after a problem or without a label. */
  Labels labels(int[] numbers) throws DatasetException {
    Labels labels = requireNonNull(kind).labels(numbers);
    if (labels.classes().isEmpty()) {
      throw new DatasetException(
          "no label names a class, each is an empty list; write some, or list the classes with"
              + " --classes");
    }
    return labels;
  }

  /** What is suspicious about the labels. */
  List<String> warnings() {
    return requireNonNull(kind).warnings();
  }
}
