package io.cutmix.dataset;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Pictures labelled by the rows of a CSV file: UTF-8, with commas, tabs or semicolons, with or
 * without quotes, byte-order mark and header.
 *
 * <p>White space around an unquoted cell and around any label is dropped; inside quotes it belongs
 * to a picture's name. A backslash in a picture's path means the same as a slash.
 *
 * @param images the folder that the paths in the file are relative to
 * @param labels the CSV file
 * @param imageColumn the column of paths; empty: found by its name or by what it holds
 * @param labelColumn the column of class names or ids; empty: found by its name, or what is left
 * @param labelColumns columns of numbers that together are a sample's target, in this order; empty:
 *     there is one label column
 * @param classes which labels there may be, and in which order
 * @param missingFilesAllowed whether a row may name a file that isn't there, so that only loading
 *     the sample fails
 */
public record CsvSource(
    Path images,
    Path labels,
    Optional<String> imageColumn,
    Optional<String> labelColumn,
    List<String> labelColumns,
    ClassList classes,
    boolean missingFilesAllowed)
    implements Source {

  /** Throws {@link IllegalArgumentException} if the columns or classes contradict each other. */
  public CsvSource {
    labelColumns = List.copyOf(labelColumns);
    if (!labelColumns.isEmpty()) {
      checkTargets(labelColumn, labelColumns, classes);
    }
    if (imageColumn.isPresent()
        && (imageColumn.equals(labelColumn) || labelColumns.contains(imageColumn.get()))) {
      throw new IllegalArgumentException(
          "the column \"" + imageColumn.get() + "\" can't be both the image and a label");
    }
  }

  /** Finds the columns and classes by itself; every file must be there. */
  public static CsvSource of(Path images, Path labels) {
    return new CsvSource(
        images, labels, Optional.empty(), Optional.empty(), List.of(), ClassList.found(), false);
  }

  private static void checkTargets(
      Optional<String> labelColumn, List<String> labelColumns, ClassList classes) {
    if (labelColumn.isPresent()) {
      throw new IllegalArgumentException(
          "--label-column (classes) and --label-columns (numbers) exclude each other; use one");
    }
    if (!(classes instanceof ClassList.Found)) {
      throw new IllegalArgumentException(
          "--label-columns names the classes by its columns; leave out --classes and"
              + " --num-classes");
    }
    if (new HashSet<>(labelColumns).size() < labelColumns.size()) {
      throw new IllegalArgumentException(
          "--label-columns names a column twice: " + String.join(",", labelColumns));
    }
  }
}
