package io.cutmix.dataset.classes;

import static java.util.Objects.requireNonNull;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.Labels;
import io.cutmix.dataset.Problems;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the labels of samples; the first one says of which kind all are. Not thread-safe. */
public final class LabelCollector {
  /** What a label that isn't there looks like when pandas and NumPy write it as text. */
  private static final Set<String> MISSING = Set.of("", "nan", "<na>");

  private final ClassList classes;
  private @Nullable Kind kind;

  private LabelCollector(ClassList classes, @Nullable Kind kind) {
    this.classes = classes;
    this.kind = kind;
  }

  /** Labels that are all of one kind. */
  interface Kind {
    /** Gives the label a number; if it is wrong, adds that, and the number is any. */
    int number(LabelValue label, Problems.At at);

    /** Adds the classes of one number to those of another. */
    default void join(int number, int other) {}

    /** The labels with these numbers; must not be called after a problem. */
    Labels labels(int[] numbers);

    /** What is suspicious about the labels of that many samples. */
    default List<Problem> warnings(int samples) {
      return List.of();
    }
  }

  /**
   * For labels that are written like this.
   *
   * @param classes which classes there may be
   * @param columns the names of the columns of numbers; empty if there are none
   */
  public static LabelCollector of(LabelRules rules, ClassList classes, List<String> columns) {
    if (!columns.isEmpty()) {
      return new LabelCollector(classes, new NumberRows(columns));
    }
    return new LabelCollector(
        classes,
        rules.severalClasses()
            ? new ClassSets(classes.index(false), rules.separator().orElse(""))
            : null);
  }

  /**
   * Gives the label a number; if it is wrong, adds that, and the number is any.
   *
   * @param label null if it couldn't be read, and that was added
   */
  public int number(@Nullable LabelValue label, Problems.At at) {
    if (label == null) {
      return ClassIndex.UNKNOWN;
    }
    Kind known = kind == null ? kindOf(label) : kind;
    kind = known;
    return known.number(label, at);
  }

  private Kind kindOf(LabelValue label) {
    if (label instanceof LabelValue.Numbers || label instanceof LabelValue.Weights) {
      return new NumberRows(classes.ofNumbers());
    }
    return label instanceof LabelValue.Names
        ? new ClassSets(classes.index(false), "")
        : new OneClassEach(classes.index(false));
  }

  /** Adds the classes of one number to those of another. */
  public void join(int number, int other) {
    requireNonNull(kind).join(number, other);
  }

  /** The labels with these numbers; must not be called after a problem or without a label. */
  public Labels labels(int[] numbers) throws ProblemException {
    Labels labels = requireNonNull(kind).labels(numbers);
    if (labels.classes().isEmpty()) {
      throw new ProblemException(
          Problem.of("no label names a class, each is an empty list")
              .remedy("write some, or list the classes with --classes"));
    }
    return labels;
  }

  /** What is suspicious about the labels of that many samples. */
  public List<Problem> warnings(int samples) {
    return requireNonNull(kind).warnings(samples);
  }

  /** The number of one class; if there is none of that name, adds that. */
  static int numberOf(String name, ClassIndex classes, Problems.At at) {
    if (MISSING.contains(name.toLowerCase(Locale.ROOT)) && !classes.isGiven(name)) {
      Problem empty =
          name.isEmpty() ? Problem.of("empty label") : Problem.of("missing label (%s)", name);
      at.add(() -> empty.remedy("write a class or remove the row"));
      return ClassIndex.UNKNOWN;
    }
    int number = classes.numberOf(name);
    if (number == ClassIndex.UNKNOWN) {
      at.add(() -> classes.unknown(name, "correct the row"));
    }
    return number;
  }

  private record OneClassEach(ClassIndex classes) implements Kind {
    @Override
    public int number(LabelValue label, Problems.At at) {
      if (label instanceof LabelValue.Name name) {
        return numberOf(name.text().strip(), classes, at);
      }
      at.add(
          () ->
              Problem.of("the label is a list, and that of the first row is one class")
                  .remedy("write a class"));
      return ClassIndex.UNKNOWN;
    }

    @Override
    public Labels labels(int[] numbers) {
      return classes.labels(numbers);
    }

    @Override
    public List<Problem> warnings(int samples) {
      return classes.warnings(samples);
    }
  }
}
