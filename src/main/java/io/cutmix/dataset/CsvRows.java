package io.cutmix.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, one after the other. Not thread-safe. */
final class CsvRows {
  private static final int HEAD = 1 << 16;
  private static final String UNREADABLE =
      "unreadable CSV: a quoted cell doesn't end where it should; close the quotes, and double"
          + " those inside the cell";

  private final CsvDialect dialect;
  private final RowReader text;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;

  private CsvRows(CsvDialect dialect, RowReader text, CSVParser parser) {
    this.dialect = dialect;
    this.text = text;
    this.parser = parser;
    this.records = parser.iterator();
  }

  /** Finds out how the file separates its cells. */
  static CsvRows of(Path file, RowReader text, Predicate<String> isPicture) throws IOException {
    CsvDialect dialect = dialect(file, text, isPicture);
    return new CsvRows(
        dialect, text, CSVParser.parse(text, CsvDialect.format(dialect.delimiter())));
  }

  CsvDialect dialect() {
    return dialect;
  }

  /**
   * The next row that isn't blank, or null at the end. A CSV error goes to {@code problems}, and
   * ends the file, since nothing behind it can be trusted.
   */
  @Nullable CsvRow next(Problems problems) throws IOException {
    int line = line() + 1;
    try {
      for (CSVRecord record = record(); record != null; record = record()) {
        CsvRow row = new CsvRow(line() - lineBreaks(record), record);
        if (!row.isBlankFrom(0)) {
          return row;
        }
        line = line() + 1;
      }
    } catch (CSVException e) {
      problems.add(line, () -> UNREADABLE);
    } catch (RowReader.TooLong e) {
      problems.add(line, () -> RowReader.TOO_LONG);
    }
    return null;
  }

  private @Nullable CSVRecord record() throws IOException {
    text.nextRow();
    try {
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private int line() {
    return Math.toIntExact(parser.getCurrentLineNumber());
  }

  private static int lineBreaks(CSVRecord record) {
    int breaks = 0;
    for (String cell : record) {
      if (cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
        breaks += (int) cell.lines().count() - 1 + (endsLine(cell) ? 1 : 0);
      }
    }
    return breaks;
  }

  private static boolean endsLine(String cell) {
    return cell.endsWith("\n") || cell.endsWith("\r");
  }

  private static CsvDialect dialect(Path file, RowReader reader, Predicate<String> isPicture)
      throws IOException {
    char[] head = new char[HEAD];
    reader.mark(HEAD);
    int length = 0;
    int read = 0;
    while (read >= 0 && length < HEAD) {
      read = reader.read(head, length, HEAD - length);
      length += Math.max(read, 0);
    }
    reader.reset();
    String text = new String(head, 0, length);
    if (text.indexOf('\0') >= 0) {
      throw new DatasetException(file + ": this is no text in UTF-8; save the file as UTF-8");
    }
    return CsvDialect.guess(text, length < HEAD, isPicture);
  }
}
