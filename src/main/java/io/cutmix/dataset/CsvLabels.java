package io.cutmix.dataset;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The cells of a CSV file that hold labels.
 *
 * @param columns their positions
 * @param names of these columns if they hold numbers; otherwise empty
 */
record CsvLabels(List<Integer> columns, List<String> names) {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  static CsvLabels of(LabelRules rules, CsvColumns columns) {
    List<String> header = columns.header().names();
    return new CsvLabels(
        columns.labels(),
        rules.columns().isEmpty()
            ? List.of()
            : columns.labels().stream().map(column -> header.get(column).strip()).toList());
  }

  LabelValue value(CsvRow row, Problems.Place place) {
    return names.isEmpty()
        ? new LabelValue.Name(row.cell(columns.get(0)))
        : new LabelValue.Numbers(numbers(row, place));
  }

  private double[] numbers(CsvRow row, Problems.Place place) {
    double[] values = new double[columns.size()];
    for (int i = 0; i < values.length; i++) {
      String cell = row.cell(columns.get(i)).strip();
      values[i] = number(cell);
      if (!Double.isFinite(values[i])) {
        String name = names.get(i);
        place.problem(() -> wrong(cell, name));
      }
    }
    return values;
  }

  private static double number(String cell) {
    // Java would also take "1f" and "0x1p3".
    return NUMBER.matcher(cell).matches() ? Double.parseDouble(cell) : Double.NaN;
  }

  private static String wrong(String cell, String name) {
    return cell.isEmpty()
        ? "empty label in the column \"" + name + "\"; write a number or remove the row"
        : "\"%s\" in the column \"%s\" is no finite number; write it like 0.25"
            .formatted(cell, name);
  }
}
