package io.cutmix.dataset.classes;

import io.cutmix.dataset.Labels;
import java.util.List;

/** One class for each sample. */
public final class ClassIds implements Labels {
  private final List<String> classes;
  private final int[] ids;

  /** Takes {@code ids} over: nobody else may change it afterwards. */
  public ClassIds(List<String> classes, int[] ids) {
    this.classes = List.copyOf(classes);
    this.ids = ids;
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public double[] row(int sample) {
    double[] row = new double[classes.size()];
    row[classId(sample)] = 1;
    return row;
  }

  @Override
  public boolean areNumbers() {
    return false;
  }

  @Override
  public boolean areClassIds() {
    return true;
  }

  @Override
  public int classId(int sample) {
    return ids[sample];
  }
}
