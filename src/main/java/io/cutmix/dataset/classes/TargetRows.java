package io.cutmix.dataset.classes;

import io.cutmix.dataset.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Several numbers for each sample: soft labels, several labels at once, or regression targets.
 * Takes {@code rows} over: nobody else may change it afterwards.
 *
 * @param classes the names of the numbers
 * @param areNumbers as {@link Labels#areNumbers}
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record TargetRows(List<String> classes, SparseRow[] rows, boolean areNumbers)
    implements Labels {
  public TargetRows {
    classes = List.copyOf(classes);
  }

  /**
   * Numbers of which most may be zero, without the zeros: labels of thousands of classes take no
   * more memory than the few of them that apply.
   *
   * @param positions of {@code values}, ascending
   */
  // Rows are read, never compared, and a list would box each number.
  @SuppressWarnings("ArrayRecordComponent")
  public record SparseRow(int[] positions, double[] values) {
    public static SparseRow of(double[] row) {
      int[] positions = IntStream.range(0, row.length).filter(i -> row[i] != 0).toArray();
      return new SparseRow(positions, Arrays.stream(positions).mapToDouble(i -> row[i]).toArray());
    }

    /** Ones at these positions, in any order and some perhaps twice. */
    static SparseRow ones(int[] positions) {
      int[] ascending = Arrays.stream(positions).sorted().distinct().toArray();
      double[] values = new double[ascending.length];
      Arrays.fill(values, 1);
      return new SparseRow(ascending, values);
    }
  }

  @Override
  public double[] row(int sample) {
    SparseRow sparse = rows[sample];
    double[] row = new double[classes.size()];
    for (int i = 0; i < sparse.positions.length; i++) {
      row[sparse.positions[i]] = sparse.values[i];
    }
    return row;
  }
}
