package io.cutmix.dataset;

import java.util.List;

/** One class for each sample. */
public final class ClassIds implements Labels {
  private final List<String> classes;
  private final int[] ids;

  /** Takes {@code ids} over: nobody else may change it afterwards. */
  ClassIds(List<String> classes, int[] ids) {
    this.classes = List.copyOf(classes);
    this.ids = ids;
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  /** The position of the sample's class in {@link #classes}. */
  public int classId(int sample) {
    return ids[sample];
  }

  @Override
  public double[] row(int sample) {
    double[] row = new double[classes.size()];
    row[classId(sample)] = 1;
    return row;
  }
}
