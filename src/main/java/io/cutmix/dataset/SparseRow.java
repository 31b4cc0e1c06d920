package io.cutmix.dataset;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Numbers of which most may be zero, without the zeros: labels of thousands of classes take no more
 * memory than the few of them that apply.
 *
 * @param positions of {@code values}, ascending
 */
// Rows are read, never compared, and a list would box each number.
@SuppressWarnings("ArrayRecordComponent")
record SparseRow(int[] positions, double[] values) {

  static SparseRow of(double[] row) {
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

  double[] toArray(int length) {
    double[] row = new double[length];
    for (int i = 0; i < positions.length; i++) {
      row[positions[i]] = values[i];
    }
    return row;
  }
}
