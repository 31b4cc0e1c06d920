package io.cutmix.dataset;

import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a CSV file. */
final class CsvReader implements LabelRows {
  private final LabelledSamples samples;
  private final Problems problems;
  private final CsvRows rows;
  private final CsvColumns columns;
  private final CsvLabels cells;
  private final LabelCollector labels;
  private @Nullable CsvRow next;

  private CsvReader(
      LabelledSamples samples,
      Problems problems,
      CsvRows rows,
      CsvColumns columns,
      CsvLabels cells,
      LabelCollector labels) {
    this.samples = samples;
    this.problems = problems;
    this.rows = rows;
    this.columns = columns;
    this.cells = cells;
    this.labels = labels;
  }

  /** Finds out what stands where, for rows that are to be added to {@code samples}. */
  static CsvReader open(
      LabelFileSource source,
      Predicate<String> isPicture,
      LabelledSamples samples,
      Problems problems,
      RowReader text)
      throws IOException {
    CsvRows rows = CsvRows.of(source.labels(), text, isPicture);
    CsvRow first = rows.next(problems);
    if (first == null) {
      throw samples.withoutRows();
    }
    CsvColumns columns = CsvColumns.find(source, first.toList(), rows.dialect().head(), isPicture);
    CsvLabels cells = CsvLabels.of(source.rules(), columns);
    LabelCollector labels =
        LabelCollector.of(source.rules(), source.rules().classes(), cells.names());
    CsvReader reader = new CsvReader(samples, problems, rows, columns, cells, labels);
    reader.next = columns.hasHeader() ? rows.next(problems) : first;
    return reader;
  }

  @Override
  public LabelCollector labels() {
    return labels;
  }

  @Override
  public boolean readOne() throws IOException {
    CsvRow row = next;
    if (row == null) {
      return false;
    }
    if (hasWidth(row)) {
      Problems.Place place = problems.at(row.line());
      int label = labels.number(cells.value(row, place), place);
      samples.add(row.line(), row.cell(columns.image()), label);
    }
    next = rows.next(problems);
    return true;
  }

  private boolean hasWidth(CsvRow row) {
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
