package io.cutmix.dataset;

import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * A row of a CSV file.
 *
 * @param line the line that the row begins on, counted from 1
 */
record CsvRow(int line, CSVRecord cells) {
  int size() {
    return cells.size();
  }

  String cell(int column) {
    return cells.get(column);
  }

  List<String> toList() {
    return cells.toList();
  }

  /** Whether all cells from this column on are blank. */
  boolean isBlankFrom(int column) {
    for (int i = column; i < cells.size(); i++) {
      if (!cells.get(i).isBlank()) {
        return false;
      }
    }
    return true;
  }
}
