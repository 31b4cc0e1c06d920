package io.cutmix.dataset.classes;

import static java.util.Objects.requireNonNull;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.Labels;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.classes.TargetRows.SparseRow;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    return classes.numberOf(name, at, "correct the row");
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

  /** Labels that are any number of classes each; they become rows of zeros and ones. */
  private static final class ClassSets implements LabelCollector.Kind {
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
      sets.add(
          names.mapToInt(name -> LabelCollector.numberOf(name.strip(), classes, at)).toArray());
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

  /** Labels that are numbers: one for each class or column. */
  private static final class NumberRows implements LabelCollector.Kind {
    private static final String IF_IDS = "if they are ids of classes, give --multi-label";

    private List<String> names;
    private final List<SparseRow> rows = new ArrayList<>();
    private final boolean areNamed;
    private boolean areIds;
    private boolean areWhole = true;

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
      areWhole &= DoubleStream.of(values).allMatch(value -> value >= 0 && value % 1 == 0);
      if (values.length != names.size()) {
        at.add(
            () ->
                Problem.of(
                        "the label has %d numbers instead of %d, one for each class (%s)",
                        values.length, names.size(), KnownClasses.shown(names))
                    .remedy(
                        !areNamed && areWhole
                            ? IF_IDS + ", or else correct the row"
                            : "correct the row"));
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
              && areWhole
              && values.stream().flatMapToDouble(Arrays::stream).anyMatch(v -> v > 1);
      return likeIds
          ? List.of(
              Problem.of("labels are lists of whole numbers, and are mixed as numbers")
                  .remedy(IF_IDS))
          : List.of();
    }
  }
}
