package io.cutmix.mix;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The labels of a batch, as rows of numbers, one after another in one array: for a thousand
 * classes, ND4J's own conversions take longer than the mixing of the images.
 */
final class Targets {
  private final double[] rows;
  private final int numClasses;
  private final DataType mixedType;

  private Targets(double[] rows, int numClasses, DataType mixedType) {
    this.rows = rows;
    this.numClasses = numClasses;
    this.mixedType = mixedType;
  }

  /**
   * @param targets {@code N} or {@code (N, 1)} class ids, or {@code (N, numClasses)} rows
   * @throws IllegalArgumentException if the shape doesn't fit or an id isn't in {@code
   *     0..numClasses-1}
   */
  static Targets of(INDArray targets, long samples, int numClasses) {
    double[] values = doubles(targets);
    boolean isColumn = targets.rank() == 2 && targets.size(1) == 1;
    if (targets.rank() == 2 && targets.size(0) == samples && targets.size(1) == numClasses) {
      return new Targets(values, numClasses, floating(targets.dataType()));
    }
    if ((targets.rank() == 1 || isColumn) && targets.size(0) == samples) {
      return new Targets(oneHot(values, numClasses), numClasses, DataType.FLOAT);
    }
    throw new IllegalArgumentException(
        "targets must be %d class ids or rows of shape (%d, %d), one for each image, but have %s"
            .formatted(samples, samples, numClasses, Arrays.toString(targets.shape())));
  }

  /** Where the largest number of a sample's row stands; the first if there are several. */
  int classOf(int sample) {
    int largest = 0;
    for (int k = 1; k < numClasses; k++) {
      if (rows[sample * numClasses + k] > rows[sample * numClasses + largest]) {
        largest = k;
      }
    }
    return largest;
  }

  /** These targets with label smoothing. */
  Targets smooth(double smoothing) {
    double[] smooth = new double[rows.length];
    for (int k = 0; k < smooth.length; k++) {
      smooth[k] = SoftLabels.smooth(rows[k], smoothing, numClasses);
    }
    return new Targets(smooth, numClasses, mixedType);
  }

  INDArray mix(Recipe recipe, int height, int width) {
    double[] mixed = new double[rows.length];
    for (int i = 0; i < recipe.size(); i++) {
      double lambda = recipe.box(i).keptFraction(height, width);
      int own = i * numClasses;
      int other = recipe.partner(i) * numClasses;
      for (int k = 0; k < numClasses; k++) {
        mixed[own + k] = SoftLabels.mix(rows[own + k], rows[other + k], lambda);
      }
    }
    return array(mixed).reshape(recipe.size(), numClasses);
  }

  private INDArray array(double[] values) {
    if (mixedType != DataType.FLOAT) {
      return Nd4j.createFromArray(values).castTo(mixedType);
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Nd4j.createFromArray(floats);
  }

  private static double[] doubles(INDArray targets) {
    return targets.dup('c').data().asDouble();
  }

  private static DataType floating(DataType type) {
    return type.isFPType() ? type : DataType.FLOAT;
  }

  private static double[] oneHot(double[] ids, int numClasses) {
    double[] rows = new double[Math.multiplyExact(ids.length, numClasses)];
    for (int i = 0; i < ids.length; i++) {
      int id = (int) ids[i];
      if (id != ids[i] || id < 0 || id >= numClasses) {
        throw new IllegalArgumentException(
            "targets[%d] must be a class id in 0..%d, but was %s"
                .formatted(i, numClasses - 1, Double.toString(ids[i]).replaceAll("\\.0$", "")));
      }
      rows[i * numClasses + id] = 1;
    }
    return rows;
  }
}
