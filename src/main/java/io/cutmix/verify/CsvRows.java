package io.cutmix.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** {@code labels.csv}. */
final class CsvRows implements RowFile {
  private static final List<String> FIRST =
      List.of("file_name", "lam", "x1", "y1", "x2", "y2", "source", "partner", "copy", "batch");

  private final String name;
  private final int count;
  private final boolean sparse;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> header;

  CsvRows(Path file, int count, boolean sparse) throws IOException {
    this.name = file.getFileName().toString();
    this.count = count;
    this.sparse = sparse;
    this.parser = CSVParser.parse(file, StandardCharsets.UTF_8, CSVFormat.RFC4180);
    this.records = parser.iterator();
    CSVRecord first = record();
    this.header = first == null ? List.of() : first.stream().map(CsvRows::unguarded).toList();
    if (header.size() <= FIRST.size() || !header.subList(0, FIRST.size()).equals(FIRST)) {
      throw new BrokenFile(name, "header", FIRST.toString(), header.toString());
    }
  }

  /** A text that begins like a formula has an apostrophe in front. */
  private static String unguarded(String cell) {
    return cell.startsWith("'") ? cell.substring(1) : cell;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<List<String>> classes() {
    return sparse ? Optional.empty() : Optional.of(header.subList(FIRST.size(), header.size()));
  }

  private @Nullable CSVRecord record() throws BrokenFile {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      throw broken("CSV in UTF-8", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public @Nullable Row next() throws IOException {
    CSVRecord record = record();
    if (record == null) {
      return null;
    }
    if (record.size() != header.size()) {
      throw broken(header.size() + " columns", record.size() + " columns");
    }
    try {
      return row(record);
    } catch (IllegalArgumentException e) {
      throw broken("a row of labels", String.valueOf(e.getMessage()));
    }
  }

  private Row row(CSVRecord record) {
    int[] box = new int[4];
    Arrays.setAll(box, i -> Integer.parseInt(record.get(2 + i)));
    return new Row(
        unguarded(record.get(0)),
        label(record),
        Double.parseDouble(record.get(1)),
        box,
        unguarded(record.get(6)),
        unguarded(record.get(7)),
        Integer.parseInt(record.get(8)),
        Integer.parseInt(record.get(9)));
  }

  private double[] label(CSVRecord record) {
    int first = FIRST.size();
    if (sparse) {
      return Row.dense(numbers(record.get(first)), numbers(record.get(first + 1)), count);
    }
    return record.stream().skip(first).mapToDouble(Double::parseDouble).toArray();
  }

  private static double[] numbers(String cell) {
    return cell.isEmpty()
        ? new double[0]
        : Arrays.stream(cell.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private BrokenFile broken(String expected, String found) {
    return new BrokenFile(name, "line " + parser.getCurrentLineNumber(), expected, found);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
