package io.cutmix.mix;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The labels of a batch. They are mixed in plain arrays: for a thousand classes, ND4J's own
 * conversions take longer than the mixing of the images.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
sealed interface Targets {

  /**
   * Takes the labels in whatever form they have.
   *
   * @param targets {@code N} or {@code (N, 1)} class ids, or {@code (N, numClasses)} rows
   * @throws IllegalArgumentException if the shape doesn't fit or an id isn't in {@code
   *     0..numClasses-1}
   */
  static Targets of(INDArray targets, long samples, int numClasses) {
    double[] values = targets.dup('c').data().asDouble();
    boolean isColumn = targets.rank() == 2 && targets.size(1) == 1;
    if (targets.rank() == 2 && targets.size(0) == samples && targets.size(1) == numClasses) {
      DataType type = targets.dataType();
      return new Rows(values, numClasses, type.isFPType() ? type : DataType.FLOAT);
    }
    if ((targets.rank() == 1 || isColumn) && targets.size(0) == samples) {
      return Ids.of(values, numClasses);
    }
    throw new IllegalArgumentException(
        "targets must be %d class ids or rows of shape (%d, %d), one for each image, but have %s"
            .formatted(samples, samples, numClasses, Arrays.toString(targets.shape())));
  }

  /** Where the largest number of a sample's row stands; the first if there are several. */
  int classOf(int sample);

  /** These targets with label smoothing of a share in [0, 1). */
  Targets smooth(double smoothing);

  /** The rows {@code (N, numClasses)} that the images' labels become. */
  INDArray mix(Recipe recipe, int height, int width);

  /** A class for each image: of a mixed row, two numbers at most aren't zero. */
  record Ids(int[] ids, int numClasses) implements Targets {
    private static Ids of(double[] values, int numClasses) {
      int[] ids = new int[values.length];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = (int) values[i];
        if (ids[i] != values[i] || ids[i] < 0 || ids[i] >= numClasses) {
          throw new IllegalArgumentException(
              "targets[%d] must be a class id in 0..%d, but was %s"
                  .formatted(
                      i, numClasses - 1, Double.toString(values[i]).replaceAll("\\.0$", "")));
        }
      }
      return new Ids(ids, numClasses);
    }

    @Override
    public int classOf(int sample) {
      return ids[sample];
    }

    @Override
    public Targets smooth(double smoothing) {
      return smoothing == 0 ? this : oneHot().smooth(smoothing);
    }

    private Rows oneHot() {
      double[] rows = new double[Math.multiplyExact(ids.length, numClasses)];
      for (int i = 0; i < ids.length; i++) {
        rows[i * numClasses + ids[i]] = 1;
      }
      return new Rows(rows, numClasses, DataType.FLOAT);
    }

    @Override
    public INDArray mix(Recipe recipe, int height, int width) {
      INDArray mixed = Nd4j.create(DataType.FLOAT, ids.length, numClasses);
      for (int i = 0; i < ids.length; i++) {
        int own = ids[i];
        int other = ids[recipe.mixedWith(i)];
        double lambda = recipe.leaves(i) ? 1 : recipe.box(i).keptFraction(height, width);
        mixed.putScalar(i, other, SoftLabels.mix(0, 1, lambda));
        mixed.putScalar(i, own, SoftLabels.mix(1, own == other ? 1 : 0, lambda));
      }
      return mixed;
    }
  }

  /** A row of numbers for each image, one after another in one array. */
  record Rows(double[] rows, int numClasses, DataType mixedType) implements Targets {
    @Override
    public int classOf(int sample) {
      int largest = 0;
      for (int k = 1; k < numClasses; k++) {
        if (rows[sample * numClasses + k] > rows[sample * numClasses + largest]) {
          largest = k;
        }
      }
      return largest;
    }

    @Override
    public Targets smooth(double smoothing) {
      if (smoothing == 0) {
        return this;
      }
      double[] smooth = new double[rows.length];
      for (int k = 0; k < smooth.length; k++) {
        smooth[k] = SoftLabels.smooth(rows[k], smoothing, numClasses);
      }
      return new Rows(smooth, numClasses, mixedType);
    }

    @Override
    public INDArray mix(Recipe recipe, int height, int width) {
      double[] mixed = new double[rows.length];
      for (int i = 0; i < recipe.size(); i++) {
        double lambda = recipe.leaves(i) ? 1 : recipe.box(i).keptFraction(height, width);
        int own = i * numClasses;
        int other = recipe.mixedWith(i) * numClasses;
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
  }
}
