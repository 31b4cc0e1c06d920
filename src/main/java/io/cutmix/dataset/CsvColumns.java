package io.cutmix.dataset;

import java.util.List;
import java.util.function.Predicate;

/**
 * Which columns of a CSV file hold what.
 *
 * @param header the names that the first row holds, or, if that is a row like the others, its cells
 * @param hasHeader whether the first row holds names
 * @param choice the columns that matter
 */
record CsvColumns(ColumnNames header, boolean hasHeader, ColumnChoice choice) {
  /**
   * Finds the columns by the options, then by the names in the first row, then by the cells.
   *
   * @param first the first row
   * @param head the first rows, to see which column holds pictures
   */
  static CsvColumns find(
      LabelFileSource source,
      List<String> first,
      List<List<String>> head,
      Predicate<String> isPicture)
      throws DatasetException {
    ColumnNames header = new ColumnNames(source.labels().toString(), first);
    if (first.size() < 2) {
      throw new DatasetException(
          source.labels()
              + " has one column only; it needs an image and a label, with a comma, tab or"
              + " semicolon between them");
    }
    boolean chosen =
        source.imageColumn().isPresent()
            || source.rules().column().isPresent()
            || !source.rules().columns().isEmpty();
    if (chosen || (header.speaks() && first.stream().noneMatch(isPicture))) {
      return new CsvColumns(header, true, ColumnChoice.byName(source, header));
    }
    return byContent(header, head, isPicture);
  }

  /** How many columns the first row has, and so every row should. */
  int width() {
    return header.names().size();
  }

  int image() {
    return choice.image();
  }

  List<Integer> labels() {
    return choice.labels();
  }

  /** Whether the row has a cell in each of the columns that matter. */
  boolean areIn(CsvRow row) {
    for (int label : labels()) {
      if (row.size() <= label) {
        return false;
      }
    }
    return row.size() > image();
  }

  private static CsvColumns byContent(
      ColumnNames header, List<List<String>> head, Predicate<String> isPicture)
      throws DatasetException {
    if (header.names().size() != 2) {
      throw new DatasetException(
          "%s has %d columns, and its first row doesn't say which are the image and the label (%s);"
                  .formatted(header.file(), header.names().size(), header.list())
              + " give it a header and name them with --image-column and --label-column");
    }
    int image = pictures(head, 1, isPicture) > pictures(head, 0, isPicture) ? 1 : 0;
    boolean hasHeader =
        pictures(head, image, isPicture) > 0 && !isPicture.test(header.names().get(image));
    return new CsvColumns(header, hasHeader, new ColumnChoice(image, List.of(1 - image)));
  }

  private static long pictures(List<List<String>> rows, int column, Predicate<String> isPicture) {
    return rows.stream()
        .filter(row -> row.size() > column && isPicture.test(row.get(column)))
        .count();
  }
}
