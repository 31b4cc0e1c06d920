package io.cutmix.dataset.labelfile;

import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.classes.KnownClasses;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The names of a label file's columns: the cells of a header, or the fields of an object.
 *
 * @param numbers the positions of columns that hold nothing but numbers, as far as was looked
 */
record ColumnNames(Place file, List<String> names, Set<Integer> numbers) {
  private static final String LABEL_COLUMN = "label";

  /** Of an image's name without its extension, where img2dataset has written a url beside it. */
  private static final String KEY = "key";

  /** Of images' names without an extension, in the tables of Kaggle's competitions. */
  private static final Set<String> ID = Set.of("id", "id_code");

  private static final Set<String> IMAGE =
      Set.of(
          ("file files filename file_name filepath file_path path image images image_file"
                  + " image_filename image_id image_name image_path img img_name img_path picture"
                  + " photo")
              .split(" "));

  private static final Set<String> LABEL =
      Set.of(
          ("label labels label_id label_ids label_name soft_label class classes class_id"
                  + " class_label class_name category category_id category_name target")
              .split(" "));

  /**
   * Which columns hold what.
   *
   * @param image the position of the column of paths; -1 if there is none
   * @param labels the positions of the columns of labels; only with columns of numbers more than
   *     one
   */
  record Choice(int image, List<Integer> labels) {
    Choice {
      labels = List.copyOf(labels);
    }
  }

  /** Finds the columns by the options, or else by what their names say. */
  Choice choose(LabelFileSource source) throws ProblemException {
    List<Integer> labels = chosen(source.rules());
    int image =
        source.imageColumn().isPresent()
            ? named(source.imageColumn().get(), "--image-column")
            : find(
                this::namesImage,
                i -> labels.isEmpty() ? namesLabel(i) : labels.contains(i),
                "image",
                "--image-column");
    if (labels.isEmpty()) {
      labels.add(find(this::namesLabel, i -> i == image, LABEL_COLUMN, "--label-column"));
    }
    if (labels.contains(image)) {
      throw new ProblemException(
          Problem.of("the column \"%s\" can't be both the image and a label", names.get(image))
              .remedy("choose with --image-column")
              .at(file));
    }
    return new Choice(image, labels);
  }

  /** The columns of labels alone, where nothing says which image they are of. */
  Choice chooseLabels(LabelRules rules) throws ProblemException {
    List<Integer> labels = chosen(rules);
    if (labels.isEmpty()) {
      labels.add(find(this::namesLabel, i -> false, LABEL_COLUMN, "--label-column"));
    }
    return new Choice(-1, labels);
  }

  /** Whether any column has a name that says what it is. */
  boolean areTelling() {
    return columns(column -> namesImage(column) || namesLabel(column)).length > 0;
  }

  String list() {
    return KnownClasses.shown(names);
  }

  private List<Integer> chosen(LabelRules rules) throws ProblemException {
    List<Integer> labels = new ArrayList<>();
    for (String name : rules.columns()) {
      labels.add(named(name, "--label-columns"));
    }
    if (rules.column().isPresent()) {
      labels.add(named(rules.column().get(), "--label-column"));
    }
    return labels;
  }

  private boolean namesImage(int column) {
    return IMAGE.contains(plain(column)) || (plain(column).equals(KEY) && !nameImages());
  }

  /** Whether a column has a name that means paths whatever the others are called. */
  boolean nameImages() {
    return columns(column -> IMAGE.contains(plain(column))).length > 0;
  }

  /** Whether a column has a name that may mean images where nothing else does. */
  boolean namesId(int column) {
    return ID.contains(plain(column));
  }

  /** The column that says of which split a sample is; -1 if there is none. */
  int split() {
    return IntStream.of(columns(column -> plain(column).equals("split"))).findFirst().orElse(-1);
  }

  private boolean namesLabel(int column) {
    return LABEL.contains(plain(column));
  }

  /** The column that an option names: in that spelling, or else in any case. */
  private int named(String name, String option) throws ProblemException {
    int[] found = columns(column -> names.get(column).strip().equals(name));
    if (found.length == 0) {
      found = columns(column -> names.get(column).strip().equalsIgnoreCase(name));
    }
    if (found.length != 1) {
      String what = found.length == 0 ? "no column \"%s\"" : "more than one column \"%s\"";
      throw new ProblemException(
          Problem.of(what, name)
              .remedy("give %s one of its columns: %s".formatted(option, list()))
              .at(file));
    }
    return found[0];
  }

  /**
   * The one column whose name says what it is, or else the one that is left.
   *
   * @param known the columns whose name says so
   * @param taken the columns that are something else
   */
  private int find(IntPredicate known, IntPredicate taken, String what, String option)
      throws ProblemException {
    IntPredicate free = taken.negate();
    int[] found = columns(free.and(known));
    if (found.length == 0) {
      found = columns(free);
    }
    if (found.length != 1) {
      List<String> ones = numbers.stream().filter(i -> free.test(i)).map(names::get).toList();
      String meant =
          ones.size() > 1 && what.equals(LABEL_COLUMN)
              ? "if those of numbers together are the label, as one-hot columns are, name all %d with --label-columns %s; or "
                  .formatted(ones.size(), KnownClasses.shown(ones).replace(", ", ","))
              : "";
      Problem problem =
          found.length == 0
              ? Problem.of("no column is left for the " + what).remedy("add one")
              : Problem.of("can't tell which column is the " + what)
                  .remedy(meant + "choose with %s from its columns: %s".formatted(option, list()));
      throw new ProblemException(problem.at(file));
    }
    return found[0];
  }

  private int[] columns(IntPredicate which) {
    return IntStream.range(0, names.size()).filter(which).toArray();
  }

  private String plain(int column) {
    return names.get(column).strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
  }
}
