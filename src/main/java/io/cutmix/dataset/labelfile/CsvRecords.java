package io.cutmix.dataset.labelfile;

import io.cutmix.dataset.Problems;
import io.cutmix.dataset.RowReader;
import io.cutmix.dataset.TextFile;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, one after the other. Not thread-safe. */
final class CsvRecords {
  private static final int HEAD = 1 << 16;
  private static final int HEAD_ROWS = 50;
  private static final Problem UNREADABLE =
      Problem.of("unreadable CSV: a quoted cell doesn't end where it should")
          .remedy("close the quotes, and double those inside the cell");

  private final Dialect dialect;
  private final RowReader text;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;

  private CsvRecords(Dialect dialect, RowReader text) throws IOException {
    this.dialect = dialect;
    this.text = text;
    this.parser = CSVParser.parse(text, Dialect.format(dialect.delimiter()));
    this.records = parser.iterator();
  }

  /**
   * A row that isn't blank.
   *
   * @param line the line that it begins on, counted from 1
   */
  record CsvRow(int line, CSVRecord cells) {
    /** Whether all cells from this column on are blank. */
    boolean isBlankFrom(int column) {
      return cells.stream().skip(column).allMatch(String::isBlank);
    }
  }

  /** Finds out how the file separates its cells. */
  static CsvRecords of(Path file, RowReader text, Predicate<String> isImage) throws IOException {
    char[] head = new char[HEAD];
    text.mark(HEAD);
    int length = 0;
    int read = 0;
    while (read >= 0 && length < HEAD) {
      read = text.read(head, length, HEAD - length);
      length += Math.max(read, 0);
    }
    text.reset();
    String start = new String(head, 0, length);
    if (start.indexOf('\0') >= 0) {
      throw new ProblemException(TextFile.NOT_UTF_8.at(Place.of(file)));
    }
    return new CsvRecords(Dialect.guess(start, length < HEAD, isImage), text);
  }

  /** The first rows, to see which column holds what. */
  List<List<String>> head() {
    return dialect.head();
  }

  /**
   * The next row that isn't blank, or null at the end. A CSV error goes to {@code problems}, and
   * ends the file, since nothing behind it can be trusted.
   */
  @Nullable CsvRow next(Problems problems) throws IOException {
    int line = line() + 1;
    try {
      for (CSVRecord record = read(); record != null; record = read()) {
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

  private @Nullable CSVRecord read() throws IOException {
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
        boolean endsLine = cell.endsWith("\n") || cell.endsWith("\r");
        breaks += (int) cell.lines().count() - (endsLine ? 0 : 1);
      }
    }
    return breaks;
  }

  /**
   * How a CSV file separates its cells, guessed from its beginning.
   *
   * @param head the first rows, read in that way
   */
  private record Dialect(char delimiter, List<List<String>> head) {
    /**
     * The delimiter that gives the most rows the width of the first one; if several do, the one
     * with whose cells are images most often, as in {@code "Doe, John.jpg<tab>cat"}.
     *
     * @param whole whether {@code text} is all of the file; otherwise its last row may be cut off
     */
    static Dialect guess(String text, boolean whole, Predicate<String> isImage) {
      return Stream.of(',', '\t', ';')
          .map(delimiter -> new Dialect(delimiter, head(text, whole, delimiter)))
          .max(
              Comparator.comparingInt(Dialect::consistentRows)
                  .thenComparingLong(dialect -> dialect.images(isImage))
                  .thenComparingInt(Dialect::width))
          .orElseThrow();
    }

    static CSVFormat format(char delimiter) {
      return CSVFormat.DEFAULT
          .builder()
          .setDelimiter(delimiter)
          .setIgnoreSurroundingSpaces(true)
          .get();
    }

    private static List<List<String>> head(String text, boolean whole, char delimiter) {
      List<List<String>> rows = new ArrayList<>();
      try (CSVParser parser = CSVParser.parse(new StringReader(text), format(delimiter))) {
        parser.stream().limit(HEAD_ROWS + 1).forEach(row -> rows.add(row.toList()));
      } catch (UncheckedIOException | IOException e) {
        // What can't be read with this delimiter speaks against it; the reader reports what is
        // left.
        return List.copyOf(rows);
      }
      boolean cut = rows.size() > 1 && (!whole || rows.size() > HEAD_ROWS);
      return List.copyOf(cut ? rows.subList(0, rows.size() - 1) : rows);
    }

    private int width() {
      return head.isEmpty() ? 0 : head.get(0).size();
    }

    private int consistentRows() {
      return width() < 2 ? 0 : (int) head.stream().filter(row -> row.size() == width()).count();
    }

    private long images(Predicate<String> isImage) {
      return head.stream().flatMap(List::stream).filter(isImage).count();
    }
  }
}
