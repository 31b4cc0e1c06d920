package io.cutmix.mix;

import java.io.Serializable;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/** Draws the partners of a batch, then its boxes. Immutable and thread-safe. */
// Never compared; nobody else has the array.
@SuppressWarnings("ArrayRecordComponent")
record RecipeSampler(
    BoxSampling sampling, BoxScope scope, Pairing pairing, int @Nullable [] indices)
    implements Serializable {

  /** What a parameter that asks for classes gets where there are none. */
  static final IntUnaryOperator NO_CLASSES =
      sample -> {
        throw new IllegalArgumentException(
            "pairing different-class needs the class of each sample; give them to draw");
      };

  /**
   * @throws IllegalArgumentException if a number is less than 1, the fixed box doesn't lie in the
   *     image, the indices are of another length, or classes are needed and missing
   */
  Recipe draw(
      UniformRandomProvider random, int samples, IntUnaryOperator classOf, int height, int width) {
    CutMix.requirePositive("samples", samples);
    CutMix.requirePositive("height", height);
    CutMix.requirePositive("width", width);
    int[] partners = indices != null ? indices : pairing.draw(random, samples, classOf);
    if (partners.length != samples) {
      throw new IllegalArgumentException(
          "indices must be a permutation of 0..%d, one for each image, but are %d"
              .formatted(samples - 1, partners.length));
    }
    if (samples == 1 && indices == null && pairing != Pairing.PERMUTATION) {
      return Recipe.unmixed(1);
    }
    Box[] boxes = new Box[scope == BoxScope.BATCH ? 1 : samples];
    for (int i = 0; i < boxes.length; i++) {
      boxes[i] = sampling.draw(random, height, width);
    }
    return Recipe.of(partners, List.of(boxes));
  }
}
