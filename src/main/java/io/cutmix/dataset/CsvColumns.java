package io.cutmix.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which columns of a CSV file hold what.
 *
 * @param header the names that the first row holds, or, if that is a row like the others, its cells
 * @param hasHeader whether the first row holds names
 * @param image the position of the column of paths
 * @param labels the positions of the columns of labels; only with target columns more than one
 */
record CsvColumns(CsvHeader header, boolean hasHeader, int image, List<Integer> labels) {
  /**
   * Finds the columns by the options, then by the names in the first row, then by the cells.
   *
   * @param first the first row
   * @param head the first rows, to see which column holds pictures
   */
  static CsvColumns find(
      CsvSource source, List<String> first, List<List<String>> head, Predicate<String> isPicture)
      throws DatasetException {
    CsvHeader header = new CsvHeader(source.labels(), first);
    if (first.size() < 2) {
      throw new DatasetException(
          source.labels()
              + " has one column only; it needs an image and a label, with a comma, tab or"
              + " semicolon between them");
    }
    boolean chosen =
        source.imageColumn().isPresent()
            || source.labelColumn().isPresent()
            || !source.labelColumns().isEmpty();
    if (chosen || (header.speaks() && first.stream().noneMatch(isPicture))) {
      return byName(source, header);
    }
    return byContent(header, head, isPicture);
  }

  /** How many columns the first row has, and so every row should. */
  int width() {
    return header.names().size();
  }

  /** Whether the row has a cell in each of these columns. */
  boolean areIn(CsvRow row) {
    for (int label : labels) {
      if (row.size() <= label) {
        return false;
      }
    }
    return row.size() > image;
  }

  private static CsvColumns byName(CsvSource source, CsvHeader header) throws DatasetException {
    List<Integer> labels = new ArrayList<>();
    for (String name : source.labelColumns()) {
      labels.add(header.named(name, "--label-columns"));
    }
    if (source.labelColumn().isPresent()) {
      labels.add(header.named(source.labelColumn().get(), "--label-column"));
    }
    int image = image(source, header, labels);
    if (labels.isEmpty()) {
      labels.add(header.find(header::namesLabel, i -> i == image, "label", "--label-column"));
    }
    if (labels.contains(image)) {
      throw new DatasetException(
          source.labels()
              + ": the column \""
              + header.names().get(image)
              + "\" can't be both the image and a label; choose with --image-column");
    }
    return new CsvColumns(header, true, image, List.copyOf(labels));
  }

  private static int image(CsvSource source, CsvHeader header, List<Integer> labels)
      throws DatasetException {
    return source.imageColumn().isPresent()
        ? header.named(source.imageColumn().get(), "--image-column")
        : header.find(
            header::namesImage,
            i -> labels.isEmpty() ? header.namesLabel(i) : labels.contains(i),
            "image",
            "--image-column");
  }

  private static CsvColumns byContent(
      CsvHeader header, List<List<String>> head, Predicate<String> isPicture)
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
    return new CsvColumns(header, hasHeader, image, List.of(1 - image));
  }

  private static long pictures(List<List<String>> rows, int column, Predicate<String> isPicture) {
    return rows.stream()
        .filter(row -> row.size() > column && isPicture.test(row.get(column)))
        .count();
  }
}
