package io.cutmix.mix;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a batch has become.
 *
 * @param images {@code (N, C, H, W)}, of the data type of the input
 * @param targets {@code (N, numClasses)}; of the data type of the input's rows if those are
 *     floating point numbers, else float
 * @param recipe partner and box of each sample
 * @param height rows of an image
 * @param width columns of an image
 */
public record MixedBatch(INDArray images, INDArray targets, Recipe recipe, int height, int width) {

  /** λ: the share of its own pixels that {@code sample} kept, after clipping, in [0, 1]. */
  public double lambda(int sample) {
    return recipe.box(sample).keptFraction(height, width);
  }

  /** λ of every sample; a fresh array. */
  public double[] lambdas() {
    double[] lambdas = new double[recipe.size()];
    for (int i = 0; i < lambdas.length; i++) {
      lambdas[i] = lambda(i);
    }
    return lambdas;
  }
}
