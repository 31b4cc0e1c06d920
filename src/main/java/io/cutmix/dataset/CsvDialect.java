package io.cutmix.dataset;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * How a CSV file separates its cells, guessed from its beginning.
 *
 * @param head the first rows, read in that way
 */
record CsvDialect(char delimiter, List<List<String>> head) {
  private static final int ROWS = 50;

  /**
   * The delimiter that gives the most rows the width of the first one; if several do, the one with
   * whose cells are pictures most often, as in {@code "Doe, John.jpg<tab>cat"}.
   *
   * @param whole whether {@code text} is all of the file; otherwise its last row may be cut off
   */
  static CsvDialect guess(String text, boolean whole, Predicate<String> isPicture) {
    return Stream.of(',', '\t', ';')
        .map(delimiter -> new CsvDialect(delimiter, head(text, whole, delimiter)))
        .max(
            Comparator.comparingInt(CsvDialect::consistentRows)
                .thenComparingLong(dialect -> dialect.pictures(isPicture))
                .thenComparingInt(CsvDialect::width))
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
      for (CSVRecord row : parser) {
        rows.add(row.toList());
        if (rows.size() > ROWS) {
          break;
        }
      }
    } catch (UncheckedIOException | IOException e) {
      // What can't be read with this delimiter speaks against it; the reader reports what is left.
      return List.copyOf(rows);
    }
    boolean cut = rows.size() > 1 && (!whole || rows.size() > ROWS);
    return List.copyOf(cut ? rows.subList(0, rows.size() - 1) : rows);
  }

  private int width() {
    return head.isEmpty() ? 0 : head.get(0).size();
  }

  private int consistentRows() {
    return width() < 2 ? 0 : (int) head.stream().filter(row -> row.size() == width()).count();
  }

  private long pictures(Predicate<String> isPicture) {
    return head.stream().flatMap(List::stream).filter(isPicture).count();
  }
}
