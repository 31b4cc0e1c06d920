package io.cutmix.mix;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The labels of a batch, as rows of numbers. */
final class Targets {
  private final double[][] rows;
  private final DataType mixedType;

  private Targets(double[][] rows, DataType mixedType) {
    this.rows = rows;
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
      return new Targets(split(values, (int) samples, numClasses), floating(targets.dataType()));
    }
    if ((targets.rank() == 1 || isColumn) && targets.size(0) == samples) {
      return new Targets(oneHot(values, numClasses), DataType.FLOAT);
    }
    throw new IllegalArgumentException(
        "targets must be (%d) class ids or (%d, %d) rows, one for each image, but were %s"
            .formatted(samples, samples, numClasses, Arrays.toString(targets.shape())));
  }

  INDArray mix(Recipe recipe, int height, int width) {
    double[][] mixed = new double[rows.length][];
    for (int i = 0; i < mixed.length; i++) {
      double lambda = recipe.box(i).keptFraction(height, width);
      mixed[i] = SoftLabels.mix(rows[i], rows[recipe.partner(i)], lambda);
    }
    return Nd4j.createFromArray(mixed).castTo(mixedType);
  }

  private static double[] doubles(INDArray targets) {
    return targets.dup('c').data().asDouble();
  }

  private static DataType floating(DataType type) {
    return type.isFPType() ? type : DataType.FLOAT;
  }

  private static double[][] split(double[] values, int rows, int columns) {
    double[][] split = new double[rows][];
    for (int i = 0; i < rows; i++) {
      split[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return split;
  }

  private static double[][] oneHot(double[] ids, int numClasses) {
    double[][] rows = new double[ids.length][numClasses];
    for (int i = 0; i < ids.length; i++) {
      int id = (int) ids[i];
      if (id != ids[i] || id < 0 || id >= numClasses) {
        throw new IllegalArgumentException(
            "targets[%d] must be a class id in 0..%d, but was %s"
                .formatted(i, numClasses - 1, Double.toString(ids[i]).replaceAll("\\.0$", "")));
      }
      rows[i][id] = 1;
    }
    return rows;
  }
}
