package io.cutmix.dataset.labelfile;

import io.cutmix.dataset.Problems;
import io.cutmix.dataset.RowReader;
import io.cutmix.dataset.TextFile;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
  private final Predicate<String> isImage;
  private int comments;
  private int firstComment;

  private CsvRecords(Dialect dialect, Predicate<String> isImage, RowReader text)
      throws IOException {
    this.dialect = dialect;
    this.isImage = isImage;
    this.text = text;
    this.parser = CSVParser.parse(text, Dialect.format(dialect.delimiter()));
    this.records = parser.iterator();
  }

  /**
   * A row that isn't blank.
   *
   * @param line the line that it begins on, counted from 1
   */
  record CsvRow(int line, List<String> cells) {
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
      throw TextFile.notUtf8(file, new CharacterCodingException());
    }
    return new CsvRecords(Dialect.guess(start, length < HEAD, isImage), isImage, text);
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
        CsvRow row =
            new CsvRow(line() - lineBreaks(record), dialect.cells().apply(record.toList()));
        boolean isComment = isComment(row.cells(), isImage);
        if (isComment && comments++ == 0) {
          firstComment = row.line();
        }
        if (!isComment && !row.isBlankFrom(0) && !isDelimiter(row.cells())) {
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

  /** Says how many comments were skipped. */
  Optional<Problem> warning(Problems problems) {
    return comments == 0
        ? Optional.empty()
        : Optional.of(
            Problem.of("lines that begin with # were skipped (%s in all)", comments)
                .at(problems.at(firstComment).place()));
  }

  /** Neither a row of an image that is called so nor a header, which some programs begin with #. */
  private static boolean isComment(List<String> row, Predicate<String> isImage) {
    return row.get(0).startsWith("#")
        && row.stream().noneMatch(isImage)
        && !(row.size() > 1 && new ColumnNames(Place.NONE, row, Set.of()).areTelling());
  }

  /** Whether it is the line that tells Excel what separates cells, read with just that. */
  private static boolean isDelimiter(List<String> row) {
    return row.size() == 2 && row.get(0).equalsIgnoreCase("sep=") && row.get(1).isEmpty();
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
   * @param cells makes what is between delimiters the cells of a row
   */
  private record Dialect(
      char delimiter, List<List<String>> head, UnaryOperator<List<String>> cells) {
    private static final Pattern OF_EXCEL = Pattern.compile("(?i)sep=([\\t\\p{Punct}&&[^\"]])\\R");
    private static final Pattern SEVERAL_NUMBERS = Pattern.compile("\\S+\\s.*[0-9].*");

    /**
     * The delimiter that gives the most rows the width of the first one; if several do, the one
     * with whose cells are images most often, as in {@code "Doe, John.jpg<tab>cat"}. Where there is
     * a line for Excel, which shows none, it is what that says.
     *
     * @param whole whether {@code text} is all of the file; otherwise its last row may be cut off
     */
    static Dialect guess(String text, boolean whole, Predicate<String> isImage) {
      Matcher said = OF_EXCEL.matcher(text);
      Stream<Character> delimiters =
          said.lookingAt() ? Stream.of(said.group(1).charAt(0)) : Stream.of(',', '\t', ';');
      Dialect guess =
          delimiters
              .map(
                  delimiter ->
                      new Dialect(
                          delimiter,
                          head(text, whole, delimiter, isImage),
                          UnaryOperator.identity()))
              .max(
                  Comparator.comparingInt(Dialect::consistentRows)
                      .thenComparingLong(dialect -> dialect.images(isImage))
                      .thenComparingInt(Dialect::width))
              .orElseThrow();
      return guess.width() == 1 ? guess.spaced(isImage) : guess;
    }

    /** If each row but a header is an image, white space, and a label: with these as two cells. */
    private Dialect spaced(Predicate<String> isImage) {
      UnaryOperator<List<String>> cells = row -> row.size() == 1 ? cells(row.get(0), isImage) : row;
      List<List<String>> rows =
          head.stream().filter(row -> !String.join("", row).isBlank()).map(cells).toList();
      boolean header = rows.size() > 1 && !isImage.test(rows.get(0).get(0));
      boolean fits =
          rows.stream().allMatch(row -> row.size() == 2)
              && rows.stream().skip(header ? 1 : 0).allMatch(row -> isImage.test(row.get(0)));
      return fits ? new Dialect(delimiter, rows, cells) : this;
    }

    /** What comes before the first white space behind an image, or else the first, and the rest. */
    private static List<String> cells(String row, Predicate<String> isImage) {
      String text = row.strip();
      int[] spaces =
          IntStream.range(0, text.length())
              .filter(i -> Character.isWhitespace(text.charAt(i)))
              .toArray();
      int end =
          Arrays.stream(spaces)
              .filter(i -> isImage.test(text.substring(0, i)))
              .findFirst()
              .orElse(spaces.length == 0 ? text.length() : spaces[0]);
      String label = text.substring(end).strip();
      return label.isEmpty() || SEVERAL_NUMBERS.matcher(label).matches()
          ? List.of(text)
          : List.of(text.substring(0, end), label);
    }

    static CSVFormat format(char delimiter) {
      return CSVFormat.DEFAULT
          .builder()
          .setDelimiter(delimiter)
          .setIgnoreSurroundingSpaces(true)
          .get();
    }

    private static List<List<String>> head(
        String text, boolean whole, char delimiter, Predicate<String> isImage) {
      List<List<String>> rows = new ArrayList<>();
      try (CSVParser parser = CSVParser.parse(new StringReader(text), format(delimiter))) {
        parser.stream().limit(HEAD_ROWS + 1).forEach(row -> rows.add(row.toList()));
      } catch (UncheckedIOException | IOException e) {
        // What can't be read with this delimiter speaks against it; the reader reports what is
        // left.
        return List.copyOf(rows);
      }
      boolean cut = rows.size() > 1 && (!whole || rows.size() > HEAD_ROWS);
      return rows.subList(0, rows.size() - (cut ? 1 : 0)).stream()
          .filter(row -> !isComment(row, isImage) && !isDelimiter(row))
          .toList();
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
