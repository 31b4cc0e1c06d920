package io.cutmix.mix;

import io.cutmix.mix.BoxSampling.Placement;
import java.io.Serializable;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Draws the partners of a batch, then its boxes, by parameters of which some exclude each other.
 * Immutable and thread-safe.
 */
record RecipeSampler(
    double alpha,
    @Nullable Double length,
    @Nullable Box bbox,
    @Nullable Double minBox,
    @Nullable Double maxBox,
    Placement placement,
    BoxScope scope,
    Pairing pairing,
    List<Integer> indices)
    implements Serializable {
  /** The class of each sample where it isn't known. */
  static final IntUnaryOperator NO_CLASSES =
      sample -> {
        throw new IllegalArgumentException(
            "pairing different-class needs the class of each sample; give them to draw");
      };

  /**
   * @param indices the partner of each sample; empty if they are drawn
   */
  RecipeSampler {
    indices = List.copyOf(indices);
  }

  /**
   * The same.
   *
   * @throws InvalidParameterException if one is out of range, two exclude each other, or pairs are
   *     to be drawn as something else than pairs
   */
  RecipeSampler checked() {
    sampling();
    if (scope == BoxScope.PAIR && pairing != Pairing.DERANGEMENT && indices.isEmpty()) {
      throw InvalidParameterException.contradiction(
          "box-scope",
          "pair draws pairs, so it can't be given together with %%s %s".formatted(pairing),
          "leave one out",
          "pairing");
    }
    return this;
  }

  BoxSampling sampling() {
    if (length != null && bbox != null) {
      throw InvalidParameterException.contradiction(
          "length",
          "(%s) and %%s (%s) can't be given together".formatted(length, bbox),
          "leave one out",
          "bbox");
    }
    if (minBox != null || maxBox != null) {
      return bounded(minBox != null ? "min-box" : "max-box");
    }
    if (length != null) {
      return new BoxSampling.FixedLength(length, placement);
    }
    return bbox != null
        ? new BoxSampling.FixedBox(bbox)
        : new BoxSampling.BetaArea(alpha, placement);
  }

  private BoxSampling bounded(String bound) {
    if (length != null || bbox != null) {
      throw InvalidParameterException.contradiction(
          bound,
          "can't be given together with %s",
          "leave one out",
          length != null ? "length" : "bbox");
    }
    if (placement == Placement.UNIFORM) {
      throw InvalidParameterException.contradiction(
          bound,
          "can't be given together with %s, which cuts boxes off at the edge",
          "leave one out",
          "uniform");
    }
    return new BoxSampling.BoundedArea(
        alpha, minBox == null ? 0 : minBox, maxBox == null ? 1 : maxBox);
  }

  /**
   * @throws IllegalArgumentException if a number is less than 1, the fixed box doesn't lie in the
   *     image, the indices are of another length, or classes are needed and missing
   */
  Recipe draw(
      UniformRandomProvider random, int samples, IntUnaryOperator classOf, int height, int width) {
    CutMix.requirePositive("samples", samples);
    CutMix.requirePositive("height", height);
    CutMix.requirePositive("width", width);
    int[] partners =
        indices.isEmpty()
            ? partners(random, samples, classOf)
            : indices.stream().mapToInt(Integer::intValue).toArray();
    if (partners.length != samples) {
      throw new IllegalArgumentException(
          "indices must be a permutation of 0..%d, one for each image, but are %d"
              .formatted(samples - 1, partners.length));
    }
    if (samples == 1 && indices.isEmpty() && pairing != Pairing.PERMUTATION) {
      return Recipe.unmixed(1);
    }
    BoxSampling sampling = sampling();
    Box[] boxes = new Box[samples];
    for (int i = 0; i < boxes.length; i++) {
      int first = scope.first(i, partners);
      boxes[i] = first == i ? sampling.draw(random, height, width) : boxes[first];
    }
    return Recipe.of(partners, List.of(boxes));
  }

  private int[] partners(UniformRandomProvider random, int samples, IntUnaryOperator classOf) {
    return scope == BoxScope.PAIR && samples > 1
        ? pairs(random, samples)
        : pairing.draw(random, samples, classOf);
  }

  /** Neighbors in a random order are each other's partners; of an odd number the last are three. */
  private static int[] pairs(UniformRandomProvider random, int samples) {
    int[] order = Pairing.PERMUTATION.draw(random, samples, NO_CLASSES);
    int[] partners = new int[samples];
    for (int i = 0; i + 1 < samples; i += 2) {
      partners[order[i]] = order[i + 1];
      partners[order[i + 1]] = order[i];
    }
    if (samples % 2 == 1) {
      partners[order[samples - 2]] = order[samples - 1];
      partners[order[samples - 1]] = order[samples - 3];
    }
    return partners;
  }
}
