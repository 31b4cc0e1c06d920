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
   * @param targets {@code N} or {@code (N, 1)} class ids, {@code (N, numClasses)} rows, or {@code
   *     (N, H, W)} or {@code (N, C, H, W)} labels of single pixels
   * @param images {@code (N, C, H, W)}
   * @throws IllegalArgumentException if the shape doesn't fit or an id isn't in {@code
   *     0..numClasses-1}
   */
  static Targets of(INDArray targets, INDArray images, int numClasses) {
    long samples = images.size(0);
    if (targets.rank() > 2) {
      return Pixels.of(targets, images);
    }
    if (targets.rank() == 2 && targets.size(0) == samples && targets.size(1) == numClasses) {
      return Rows.of(targets);
    }
    boolean isColumn = targets.rank() == 2 && targets.size(1) == 1;
    if ((targets.rank() == 1 || isColumn) && targets.size(0) == samples) {
      return Ids.of(values(targets), numClasses);
    }
    throw new IllegalArgumentException(
        "targets must be %d class ids or rows of shape (%d, %d), one for each image, but have %s"
            .formatted(samples, samples, numClasses, Arrays.toString(targets.shape())));
  }

  /**
   * As {@link #of}, for labels of which no number is a class id: they come out in the shape that
   * they have.
   *
   * @param targets {@code N} numbers, {@code (N, K)} rows of any length, or labels of single pixels
   */
  static Targets ofNumbers(INDArray targets, INDArray images) {
    if (targets.rank() > 2) {
      return Pixels.of(targets, images);
    }
    if (targets.rank() == 0 || targets.size(0) != images.size(0)) {
      throw new IllegalArgumentException(
          "targets must be numbers or rows of them, one for each of %d images, but have %s"
              .formatted(images.size(0), Arrays.toString(targets.shape())));
    }
    Rows rows = Rows.of(targets);
    if (rows.length() == 1 && targets.dataType().isIntType()) {
      rows.requireNoIds();
    }
    return rows;
  }

  private static double[] values(INDArray targets) {
    return targets.dup('c').data().asDouble();
  }

  /** Where the largest number of a sample's row stands; the first if there are several. */
  int classOf(int sample);

  /** These targets with label smoothing of a share in [0, 1). */
  Targets smooth(double smoothing);

  /** What the images' labels become: rows {@code (N, numClasses)}, or the shape that they have. */
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
      return new Rows(rows, new long[] {ids.length, numClasses}, DataType.FLOAT);
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
  record Rows(double[] rows, long[] shape, DataType mixedType) implements Targets {
    private static Rows of(INDArray targets) {
      DataType type = targets.dataType();
      return new Rows(values(targets), targets.shape(), type.isFPType() ? type : DataType.FLOAT);
    }

    private int length() {
      return rows.length / (int) shape[0];
    }

    private void requireNoIds() {
      for (double number : rows) {
        if (number != 0 && number != 1) {
          throw new IllegalArgumentException(
              "targets beside the first are numbers and not class ids, but are whole numbers such as %d; give classes as one-hot rows, and numbers as floating point"
                  .formatted((long) number));
        }
      }
    }

    @Override
    public int classOf(int sample) {
      int numClasses = length();
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
        smooth[k] = SoftLabels.smooth(rows[k], smoothing, length());
      }
      return new Rows(smooth, shape, mixedType);
    }

    @Override
    public INDArray mix(Recipe recipe, int height, int width) {
      double[] mixed = new double[rows.length];
      int numClasses = length();
      for (int i = 0; i < recipe.size(); i++) {
        double lambda = recipe.leaves(i) ? 1 : recipe.box(i).keptFraction(height, width);
        int own = i * numClasses;
        int other = recipe.mixedWith(i) * numClasses;
        for (int k = 0; k < numClasses; k++) {
          mixed[own + k] = SoftLabels.mix(rows[own + k], rows[other + k], lambda);
        }
      }
      return array(mixed).reshape(shape);
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

  /** Labels of single pixels, which go with their pixels; their values are kept. */
  record Pixels(INDArray labels) implements Targets {
    private static Pixels of(INDArray labels, INDArray images) {
      int rank = labels.rank();
      boolean fits =
          rank <= 4
              && labels.size(0) == images.size(0)
              && labels.size(rank - 2) == images.size(2)
              && labels.size(rank - 1) == images.size(3);
      if (!fits) {
        throw new IllegalArgumentException(
            "targets of single pixels must be (N, H, W) or (N, C, H, W) as the images %s, but have %s"
                .formatted(Arrays.toString(images.shape()), Arrays.toString(labels.shape())));
      }
      return new Pixels(labels);
    }

    @Override
    public int classOf(int sample) {
      throw new IllegalArgumentException(
          "pairing different-class needs one class for each image, but the targets are labels of single pixels");
    }

    @Override
    public Targets smooth(double smoothing) {
      if (smoothing != 0) {
        throw new IllegalArgumentException(
            "label smoothing is for classes of images, but the targets are labels of single pixels");
      }
      return this;
    }

    @Override
    public INDArray mix(Recipe recipe, int height, int width) {
      INDArray mixed = labels.dup('c');
      long channels = labels.rank() == 4 ? labels.size(1) : 1;
      new ImageMixer(mixed.reshape(labels.size(0), channels, height, width)).mix(recipe);
      return mixed;
    }
  }
}
