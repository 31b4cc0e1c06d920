package io.cutmix.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.OutputSpec.LabelEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * {@code labels.csv}: ten columns that are always there, then one for each class, or the two of
 * sparse labels with their values set off by spaces.
 *
 * <p>A text that a spreadsheet would take for a formula has an apostrophe put in front of it, and
 * so that this can be undone, a text that starts with an apostrophe has too.
 */
final class CsvLabels implements LabelsWriter {
  private static final List<String> COLUMNS =
      List.of("file_name", "lam", "x1", "y1", "x2", "y2", "source", "partner", "copy", "batch");
  private static final List<String> FIELDS =
      List.of("file_name", "lam", "bbox", "source", "partner", "copy", "batch");
  private static final String GUARDED = "=+-@'\t\r\n";
  private static final JsonMapper JSON = new JsonMapper();

  private final CSVPrinter printer;
  private final LabelEncoding encoding;

  CsvLabels(Path file, List<String> classes, LabelEncoding encoding) throws IOException {
    this.encoding = encoding;
    this.printer =
        new CSVPrinter(
            Files.newBufferedWriter(file),
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
    List<String> header = new ArrayList<>(COLUMNS);
    if (encoding != LabelEncoding.SPARSE) {
      classes.forEach(name -> header.add(guarded(name)));
    } else {
      header.addAll(List.of(LabelRow.LABEL_IDS, LabelRow.LABEL_WEIGHTS));
    }
    printer.printRecord(header);
  }

  @Override
  public void add(byte[] row) throws IOException {
    JsonNode json = JSON.readTree(row);
    List<String> cells = new ArrayList<>();
    for (String field : FIELDS) {
      JsonNode value = json.path(field);
      cells.addAll(value.isArray() ? texts(value) : List.of(guarded(value.asText())));
    }
    if (encoding != LabelEncoding.SPARSE) {
      cells.addAll(texts(json.path(LabelRow.SOFT_LABEL)));
    } else {
      cells.add(String.join(" ", texts(json.path(LabelRow.LABEL_IDS))));
      cells.add(String.join(" ", texts(json.path(LabelRow.LABEL_WEIGHTS))));
    }
    printer.printRecord(cells);
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).collect(Collectors.toList());
  }

  private static String guarded(String text) {
    return !text.isEmpty() && GUARDED.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  /** What a cell stands for. */
  static String unguarded(String cell) {
    return cell.startsWith("'") ? cell.substring(1) : cell;
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
