package io.cutmix.mix;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/** How the samples of a batch find their partners. */
public enum Pairing {
  /**
   * A uniformly random permutation without fixed points: nobody is mixed with itself. A batch of
   * one has none; its sample stays alone.
   */
  DERANGEMENT {
    @Override
    int[] draw(UniformRandomProvider random, int samples) {
      int[] partners = PERMUTATION.draw(random, samples);
      // Rejection keeps all derangements equally likely; it takes e tries on average.
      while (samples > 1 && hasFixedPoint(partners)) {
        PermutationSampler.shuffle(random, partners);
      }
      return partners;
    }
  },
  /** A uniformly random permutation; a sample may be its own partner. */
  PERMUTATION {
    @Override
    int[] draw(UniformRandomProvider random, int samples) {
      int[] partners = PermutationSampler.natural(samples);
      PermutationSampler.shuffle(random, partners);
      return partners;
    }
  };

  /** The partner of each of {@code samples} samples. */
  abstract int[] draw(UniformRandomProvider random, int samples);

  private static boolean hasFixedPoint(int[] partners) {
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] == i) {
        return true;
      }
    }
    return false;
  }
}
