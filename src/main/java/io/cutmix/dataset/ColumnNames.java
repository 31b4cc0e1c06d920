package io.cutmix.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The names of a label file's columns: the cells of a header, or the fields of an object. */
record ColumnNames(String file, List<String> names) {
  private static final Set<String> IMAGE =
      Set.of(
          "file",
          "files",
          "filename",
          "file_name",
          "filepath",
          "file_path",
          "path",
          "image",
          "images",
          "image_file",
          "image_filename",
          "image_id",
          "image_name",
          "image_path",
          "img",
          "img_name",
          "img_path",
          "picture",
          "photo");
  private static final Set<String> LABEL =
      Set.of(
          "label",
          "labels",
          "label_id",
          "label_ids",
          "label_name",
          "soft_label",
          "class",
          "classes",
          "class_id",
          "class_label",
          "class_name",
          "category",
          "category_id",
          "category_name",
          "target");

  boolean namesImage(int column) {
    return IMAGE.contains(plain(column));
  }

  boolean namesLabel(int column) {
    return LABEL.contains(plain(column));
  }

  /** Whether any column has a name that says what it is. */
  boolean speaks() {
    return columns(column -> namesImage(column) || namesLabel(column)).length > 0;
  }

  /** The column that an option names: in that spelling, or else in any case. */
  int named(String name, String option) throws DatasetException {
    int[] found = columns(column -> names.get(column).strip().equals(name));
    if (found.length == 0) {
      found = columns(column -> names.get(column).strip().equalsIgnoreCase(name));
    }
    if (found.length != 1) {
      throw new DatasetException(
          "%s has %s column \"%s\"; give %s one of its columns: %s"
              .formatted(file, found.length == 0 ? "no" : "more than one", name, option, list()));
    }
    return found[0];
  }

  /**
   * The one column whose name says what it is, or else the one that is left.
   *
   * @param known the columns whose name says so
   * @param taken the columns that are something else
   */
  int find(IntPredicate known, IntPredicate taken, String what, String option)
      throws DatasetException {
    IntPredicate free = taken.negate();
    int[] found = columns(free.and(known));
    if (found.length == 0) {
      found = columns(free);
    }
    if (found.length != 1) {
      throw new DatasetException(
          "%s: can't tell which column is the %s; choose with %s from its columns: %s"
              .formatted(file, what, option, list()));
    }
    return found[0];
  }

  String list() {
    return String.join(", ", names);
  }

  private int[] columns(IntPredicate which) {
    return IntStream.range(0, names.size()).filter(which).toArray();
  }

  private String plain(int column) {
    return names.get(column).strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
  }
}
