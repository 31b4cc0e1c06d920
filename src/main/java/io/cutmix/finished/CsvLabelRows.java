package io.cutmix.finished;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.job.LabelNumbers;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** {@code labels.csv}. */
final class CsvLabelRows extends LabelFile {
  private static final List<String> FIRST =
      List.of("file_name", "lam", "x1", "y1", "x2", "y2", "source", "partner", "copy", "batch");

  private final boolean sparse;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final int columns;
  private final int classes;

  private CsvLabelRows(
      JsonNode header, boolean sparse, CSVParser parser, int columns, int classes) {
    super("labels.csv", header, parser);
    this.sparse = sparse;
    this.parser = parser;
    this.records = parser.iterator();
    this.columns = columns;
    this.classes = classes;
  }

  static CsvLabelRows open(Path file, int classes, boolean sparse) throws IOException {
    return Storage.opened(
        CSVParser.parse(file, StandardCharsets.UTF_8, CSVFormat.RFC4180),
        parser -> of(parser, classes, sparse));
  }

  private static CsvLabelRows of(CSVParser parser, int classes, boolean sparse) {
    Iterator<CSVRecord> records = parser.iterator();
    List<String> names =
        records.hasNext()
            ? records.next().stream().map(CsvLabelRows::unguarded).toList()
            : List.of();
    if (names.size() <= FIRST.size() || !names.subList(0, FIRST.size()).equals(FIRST)) {
      throw new IllegalArgumentException("the header " + names);
    }
    ObjectNode header = FinishedRow.JSON.createObjectNode();
    names.subList(FIRST.size(), names.size()).forEach(header.withArray("classes")::add);
    return new CsvLabelRows(
        sparse ? FinishedRow.JSON.missingNode() : header, sparse, parser, names.size(), classes);
  }

  /** A text that begins like a formula has an apostrophe in front. */
  private static String unguarded(String cell) {
    return cell.startsWith("'") ? cell.substring(1) : cell;
  }

  @Override
  @Nullable FinishedRow row() throws IOException {
    if (!records.hasNext()) {
      return null;
    }
    CSVRecord record = records.next();
    if (record.size() != columns) {
      throw new IllegalArgumentException(record.size() + " columns, not " + columns);
    }
    int[] box = new int[4];
    Arrays.setAll(box, i -> Integer.parseInt(record.get(2 + i)));
    return new FinishedRow(
        unguarded(record.get(0)),
        LabelNumbers.of(label(record)),
        Double.parseDouble(record.get(1)),
        box,
        unguarded(record.get(6)),
        unguarded(record.get(7)),
        Integer.parseInt(record.get(8)),
        Integer.parseInt(record.get(9)));
  }

  private double[] label(CSVRecord record) throws IOException {
    int first = FIRST.size();
    return sparse
        ? FinishedRow.dense(numbers(record.get(first)), numbers(record.get(first + 1)), classes)
        : record.stream().skip(first).mapToDouble(Double::parseDouble).toArray();
  }

  private static double[] numbers(String cell) {
    return cell.isEmpty()
        ? new double[0]
        : Arrays.stream(cell.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  @Override
  String place() {
    return "line " + parser.getCurrentLineNumber();
  }
}
