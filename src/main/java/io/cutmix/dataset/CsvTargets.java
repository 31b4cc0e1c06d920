package io.cutmix.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Labels in several columns: numbers. */
final class CsvTargets implements CsvLabels {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private final List<Integer> columns;
  private final List<String> names;
  private final List<double[]> rows = new ArrayList<>();

  CsvTargets(List<Integer> columns, List<String> names) {
    this.columns = columns;
    this.names = names.stream().map(String::strip).toList();
  }

  @Override
  public int number(CsvRow row, Problems problems) {
    double[] values = new double[columns.size()];
    for (int i = 0; i < values.length; i++) {
      String cell = row.cell(columns.get(i)).strip();
      values[i] = value(cell);
      if (!Double.isFinite(values[i])) {
        String name = names.get(i);
        problems.add(row.line(), () -> wrong(cell, name));
      }
    }
    rows.add(values);
    return rows.size() - 1;
  }

  @Override
  public Labels labels(int[] numbers) {
    double[][] sorted = new double[numbers.length][];
    for (int i = 0; i < numbers.length; i++) {
      sorted[i] = rows.get(numbers[i]);
    }
    return new TargetRows(names, sorted);
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  private static double value(String cell) {
    // Java would also take "1f" and "0x1p3". Adding zero makes a negative zero positive.
    return NUMBER.matcher(cell).matches() ? Double.parseDouble(cell) + 0.0 : Double.NaN;
  }

  private static String wrong(String cell, String name) {
    return cell.isEmpty()
        ? "empty label in the column \"" + name + "\"; write a number or remove the row"
        : "\"%s\" in the column \"%s\" is no finite number; write it like 0.25"
            .formatted(cell, name);
  }
}
