package io.cutmix.dataset.labelfile;

import io.cutmix.dataset.LabelFileSource;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which columns of a CSV file hold what.
 *
 * @param header the names that the first row holds, or, if that is a row like the others, its cells
 * @param hasHeader whether the first row holds names
 * @param choice the columns that matter
 */
record CsvColumns(ColumnNames header, boolean hasHeader, ColumnNames.Choice choice) {
  /** With these begins the header of a {@code labels.csv} of ours; those of the label follow. */
  private static final List<String> OWN =
      List.of("file_name", "lam", "x1", "y1", "x2", "y2", "source", "partner", "copy", "batch");

  private static final List<String> SPARSE = List.of(JsonFields.IDS, JsonFields.WEIGHTS);

  /**
   * Finds the columns by the options, then by the names in the first row, then by the cells.
   *
   * @param first the first row
   * @param head the first rows, to see which column holds images
   */
  static CsvColumns find(
      LabelFileSource source,
      List<String> first,
      List<List<String>> head,
      Predicate<String> isImage)
      throws ProblemException {
    Place file = Place.of(source.labels());
    ColumnNames header = new ColumnNames(file, first, numbers(head));
    if (first.size() < 2) {
      throw new ProblemException(
          Problem.of("has one column only: \"%s\"", first.get(0))
              .remedy(
                  "write an image and a label, with a comma, tab or semicolon between them, or"
                      + " begin with a line such as sep=| for what separates them")
              .at(file));
    }
    boolean chosen =
        source.imageColumn().isPresent()
            || source.rules().column().isPresent()
            || !source.rules().columns().isEmpty();
    if (!chosen && areOwn(first)) {
      List<Integer> labels = IntStream.range(OWN.size(), first.size()).boxed().toList();
      return new CsvColumns(header, true, new ColumnNames.Choice(0, labels));
    }
    return chosen || (header.areTelling() && first.stream().noneMatch(isImage))
        ? new CsvColumns(header, true, header.choose(source))
        : byContent(header, head, isImage);
  }

  private static boolean areOwn(List<String> names) {
    return names.size() > OWN.size() && names.subList(0, OWN.size()).equals(OWN);
  }

  /** Whether the file is a {@code labels.csv} of ours. */
  boolean areOwn() {
    return hasHeader && areOwn(header.names()) && choice.labels().size() == width() - OWN.size();
  }

  /** Whether it is, with ids and weights as labels. */
  boolean areSparse() {
    return areOwn() && header.names().subList(OWN.size(), width()).equals(SPARSE);
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

  /** Whether a row of that many cells has one in each of the columns that matter. */
  boolean areIn(int cells) {
    return cells > image() && labels().stream().allMatch(label -> cells > label);
  }

  private static CsvColumns byContent(
      ColumnNames header, List<List<String>> head, Predicate<String> isImage)
      throws ProblemException {
    int width = header.names().size();
    if (width != 2) {
      throw new ProblemException(
          Problem.of(
                  "has %d columns, and its first row doesn't say which are the image and the label"
                      + " (%s)",
                  width, header.list())
              .remedy(
                  (header.names().stream().noneMatch(isImage)
                          ? "choose with --image-column and --label-column from its columns"
                          : "give it a header and name them with --image-column and --label-column")
                      + ", or columns of numbers with --label-columns")
              .at(header.file()));
    }
    int image = images(head, 1, isImage) > images(head, 0, isImage) ? 1 : 0;
    boolean hasHeader =
        images(head, image, isImage) > 0
            ? !isImage.test(header.names().get(image))
            : header.namesId(image);
    return new CsvColumns(header, hasHeader, new ColumnNames.Choice(image, List.of(1 - image)));
  }

  /** Those of all rows but the first, which may be a header. */
  private static Set<Integer> numbers(List<List<String>> head) {
    List<List<String>> rows = head.stream().skip(1).toList();
    return IntStream.range(0, head.get(0).size())
        .filter(
            column ->
                rows.stream()
                    .allMatch(
                        row -> row.size() > column && CsvReader.isNumber(row.get(column).strip())))
        .filter(column -> !rows.isEmpty())
        .boxed()
        .collect(Collectors.toSet());
  }

  private static long images(List<List<String>> rows, int column, Predicate<String> isImage) {
    return rows.stream()
        .filter(row -> row.size() > column && isImage.test(row.get(column)))
        .count();
  }
}
