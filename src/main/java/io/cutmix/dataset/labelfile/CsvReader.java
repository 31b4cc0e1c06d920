package io.cutmix.dataset.labelfile;

import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.Problems;
import io.cutmix.dataset.RowReader;
import io.cutmix.dataset.classes.LabelValue;
import io.cutmix.dataset.labelfile.CsvRecords.CsvRow;
import io.cutmix.dataset.labelfile.LabelFileReader.Row;
import io.cutmix.job.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what the rows of a CSV file say. */
final class CsvReader implements LabelFileReader.Rows {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  /** As pandas writes one-hot columns. */
  private static final Map<String, Double> BOOLEANS = Map.of("true", 1.0, "false", 0.0);

  private static final Pattern ID = Pattern.compile("[0-9]{1,9}");
  private static final Pattern SPACES = Pattern.compile(" +");

  private final LabelRules rules;
  private final Problems problems;
  private final CsvRecords rows;
  private final CsvColumns columns;
  private final int split;
  private final Set<String> splits = new TreeSet<>();
  private final boolean areOwn;
  private final boolean areSparse;
  private @Nullable CsvRow next;

  private CsvReader(LabelRules rules, Problems problems, CsvRecords rows, CsvColumns columns) {
    this.rules = rules;
    this.problems = problems;
    this.rows = rows;
    this.columns = columns;
    this.split = columns.header().split();
    this.areOwn = columns.areOwn();
    this.areSparse = columns.areSparse();
  }

  /** Finds out what stands where. */
  static CsvReader open(
      LabelFileSource source, Predicate<String> isImage, Problems problems, RowReader text)
      throws IOException {
    CsvRecords rows = CsvRecords.of(source.labels(), text, isImage);
    CsvRow first = rows.next(problems);
    if (first == null) {
      throw LabelFileReader.withoutRows(source, problems);
    }
    CsvColumns columns = CsvColumns.find(source, first.cells(), rows.head(), isImage);
    CsvReader reader = new CsvReader(source.rules(), problems, rows, columns);
    reader.next = columns.hasHeader() ? rows.next(problems) : first;
    return reader;
  }

  @Override
  public ClassList classes() {
    return rules.classes();
  }

  @Override
  public List<String> numberColumns() {
    return areNumbers() ? columns.labels().stream().map(this::columnName).toList() : List.of();
  }

  private boolean areNumbers() {
    return !rules.columns().isEmpty() || (areOwn && !areSparse);
  }

  @Override
  public @Nullable Row next() throws IOException {
    CsvRow row = next;
    while (row != null && !hasWidth(row)) {
      row = rows.next(problems);
    }
    if (row == null) {
      return null;
    }
    next = rows.next(problems);
    if (split >= 0 && split < row.cells().size()) {
      splits.add(row.cells().get(split));
    }
    return new Row(row.line(), 0, text(row.cells().get(columns.image())), label(row));
  }

  @Override
  public Optional<Problem> warning() {
    return rows.warning(problems);
  }

  @Override
  public Set<String> splits() {
    return splits;
  }

  private boolean hasWidth(CsvRow row) {
    int cells = row.cells().size();
    boolean enough = columns.areIn(cells);
    if (enough && row.isBlankFrom(columns.width())) {
      return true;
    }
    String have = cells == 1 ? "1 column" : cells + " columns";
    problems.add(
        row.line(),
        () ->
            Problem.of("the row has %s, the first one %d", have, columns.width())
                .remedy(
                    enough
                        ? "put a cell that holds the delimiter in quotes"
                        : "fill in what is missing"));
    return false;
  }

  private @Nullable LabelValue label(CsvRow row) {
    if (areSparse) {
      return weights(row);
    }
    return areNumbers()
        ? new LabelValue.Numbers(
            columns.labels().stream().mapToDouble(column -> number(row, column)).toArray())
        : new LabelValue.Name(row.cells().get(columns.labels().get(0)));
  }

  /** Ids and as many numbers, with a space between each; null if that is a problem. */
  private @Nullable LabelValue weights(CsvRow row) {
    int column = columns.labels().get(0);
    String[] ids = SPACES.split(row.cells().get(column).strip());
    String[] weights = SPACES.split(row.cells().get(column + 1).strip());
    boolean areIds = Stream.of(ids).allMatch(id -> ID.matcher(id).matches());
    if (!areIds || ids.length != weights.length) {
      problems.add(
          row.line(),
          () ->
              Problem.of(
                      "the ids \"%s\" and weights \"%s\" are no two lists of numbers of one length",
                      row.cells().get(column), row.cells().get(column + 1))
                  .remedy("correct the row"));
      return null;
    }
    return new LabelValue.Weights(
        Stream.of(ids).mapToInt(Integer::parseInt).toArray(),
        Stream.of(weights).mapToDouble(weight -> number(row, weight, column + 1)).toArray());
  }

  /** A finite number; anything else is a problem. */
  private double number(CsvRow row, int column) {
    return number(row, row.cells().get(column).strip(), column);
  }

  private double number(CsvRow row, String cell, int column) {
    // Java would also take "1f" and "0x1p3".
    double number =
        NUMBER.matcher(cell).matches()
            ? Double.parseDouble(cell)
            : BOOLEANS.getOrDefault(cell.toLowerCase(Locale.ROOT), Double.NaN);
    if (!Double.isFinite(number)) {
      problems.add(row.line(), () -> wrong(cell, columnName(column)));
    }
    return number;
  }

  static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches() || BOOLEANS.containsKey(cell.toLowerCase(Locale.ROOT));
  }

  private String columnName(int column) {
    return text(columns.header().names().get(column).strip());
  }

  /** In our own files an apostrophe keeps spreadsheets from taking a text for a formula. */
  private String text(String cell) {
    return areOwn && cell.startsWith("'") ? cell.substring(1) : cell;
  }

  private static Problem wrong(String cell, String column) {
    return cell.isEmpty()
        ? Problem.of("empty label in the column \"" + column + "\"")
            .remedy("write a number or remove the row")
        : Problem.of("\"%s\" in the column \"%s\" is no finite number", cell, column)
            .remedy("write it like 0.25");
  }
}
