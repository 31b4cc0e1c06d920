package io.cutmix.dataset;

import java.io.IOException;
import java.util.function.Predicate;

/** Reads the rows of a CSV file. */
final class CsvReader {
  private final LabelFileSource source;
  private final Predicate<String> isPicture;
  private final LabelledSamples samples;
  private final Problems problems;

  CsvReader(
      LabelFileSource source,
      Predicate<String> isPicture,
      LabelledSamples samples,
      Problems problems) {
    this.source = source;
    this.isPicture = isPicture;
    this.samples = samples;
    this.problems = problems;
  }

  /** Adds what each row says to the samples, and returns their labels. */
  LabelCollector read(RowReader text) throws IOException {
    CsvRows rows = CsvRows.of(source.labels(), text, isPicture);
    CsvRow first = rows.next(problems);
    if (first == null) {
      throw samples.withoutRows();
    }
    CsvColumns columns = CsvColumns.find(source, first.toList(), rows.dialect().head(), isPicture);
    CsvLabels cells = CsvLabels.of(source.rules(), columns);
    LabelCollector labels =
        LabelCollector.of(source.rules(), source.rules().classes(), cells.names());
    CsvRow row = columns.hasHeader() ? rows.next(problems) : first;
    for (; row != null; row = rows.next(problems)) {
      if (hasWidth(row, columns)) {
        Problems.Place place = problems.at(row.line());
        int label = labels.number(cells.value(row, place), place);
        samples.add(row.line(), row.cell(columns.image()), label);
      }
    }
    return labels;
  }

  private boolean hasWidth(CsvRow row, CsvColumns columns) {
    int width = columns.width();
    boolean enough = columns.areIn(row);
    if (enough && row.isBlankFrom(width)) {
      return true;
    }
    String columnsHere = row.size() == 1 ? "1 column" : row.size() + " columns";
    String remedy =
        enough ? "put a cell that holds the delimiter in quotes" : "fill in what is missing";
    problems.add(
        row.line(),
        () -> "the row has %s, the first one %d; %s".formatted(columnsHere, width, remedy));
    return false;
  }
}
