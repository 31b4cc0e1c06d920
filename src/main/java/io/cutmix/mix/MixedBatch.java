package io.cutmix.mix;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a batch has become.
 *
 * @param images {@code (N, C, H, W)}, of the data type of the input
 * @param targets {@code (N, numClasses)}; of the data type of the input's rows if those are
 *     floating point numbers, else float; labels of single pixels keep shape and type
 * @param recipe partner and box of each sample
 * @param height rows of an image
 * @param width columns of an image
 */
public record MixedBatch(INDArray images, INDArray targets, Recipe recipe, int height, int width) {

  /**
   * λ: the share of its own pixels that {@code sample} kept, after clipping, in [0, 1]. That of the
   * box also where a sample is its own partner, though nothing of it changes.
   */
  public double lambda(int sample) {
    return recipe.box(sample).keptFraction(height, width);
  }

  /** λ of every sample; a fresh array. */
  public double[] lambdas() {
    return IntStream.range(0, recipe.size()).mapToDouble(this::lambda).toArray();
  }

  /**
   * The targets of the partners, for a loss that is interpolated instead of the targets: {@code λ ·
   * loss(prediction, target) + (1-λ) · loss(prediction, partner's target)}, sample by sample. For
   * losses that are linear in the target, as cross entropy is, it is the loss of {@link #targets};
   * its gradient is the same for squared errors too.
   *
   * @param targets one for each sample along the first axis: class ids or rows, as they were before
   * @return of the same shape and data type, in memory of its own
   * @throws IllegalArgumentException if they are more or fewer than the samples
   */
  public INDArray ofPartners(INDArray targets) {
    if (targets.rank() == 0 || targets.size(0) != recipe.size()) {
      throw new IllegalArgumentException(
          "targets must be %d, one for each image, but have the shape %s"
              .formatted(recipe.size(), Arrays.toString(targets.shape())));
    }
    INDArray permuted = Nd4j.createUninitialized(targets.dataType(), targets.shape());
    for (int i = 0; i < recipe.size(); i++) {
      permuted.slice(i).assign(targets.slice(recipe.partner(i)));
    }
    return permuted;
  }
}
