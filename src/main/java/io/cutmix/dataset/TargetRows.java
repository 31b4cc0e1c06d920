package io.cutmix.dataset;

import java.util.List;

/** Several numbers for each sample: soft labels, several labels at once, or regression targets. */
public final class TargetRows implements Labels {
  private final List<String> columns;
  private final SparseRow[] rows;

  /** Takes {@code rows} over: nobody else may change it afterwards. */
  TargetRows(List<String> columns, SparseRow[] rows) {
    this.columns = List.copyOf(columns);
    this.rows = rows;
  }

  @Override
  public List<String> classes() {
    return columns;
  }

  @Override
  public double[] row(int sample) {
    return rows[sample].toArray(columns.size());
  }
}
