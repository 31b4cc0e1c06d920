package io.cutmix.dataset.classes;

import io.cutmix.dataset.Labels;
import java.util.List;

/** One class for each sample. Takes {@code ids} over: nobody else may change it afterwards. */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record ClassIds(List<String> classes, int[] ids) implements Labels {
  public ClassIds {
    classes = List.copyOf(classes);
  }

  @Override
  public double[] row(int sample) {
    double[] row = new double[classes.size()];
    row[ids[sample]] = 1;
    return row;
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
