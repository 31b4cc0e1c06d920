package io.cutmix.mix;

import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
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
    int[] draw(UniformRandomProvider random, int samples, IntUnaryOperator classOf) {
      int[] partners = PERMUTATION.draw(random, samples, classOf);
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
    int[] draw(UniformRandomProvider random, int samples, IntUnaryOperator classOf) {
      int[] partners = PermutationSampler.natural(samples);
      PermutationSampler.shuffle(random, partners);
      return partners;
    }
  },
  /**
   * A random permutation without fixed points in which every sample has a partner of another class
   * or, where one class has more than half of the samples, as many as possible have. All of these
   * are equally likely, up to what a random walk of bounded length leaves.
   */
  DIFFERENT_CLASS {
    @Override
    int[] draw(UniformRandomProvider random, int samples, IntUnaryOperator classOf) {
      int[] partners = DERANGEMENT.draw(random, samples, classOf);
      return new ClassPairing(random, classOf, partners).draw();
    }
  };

  /**
   * The partner of each of {@code samples} samples.
   *
   * @param classOf the class of each; asked only where it matters
   */
  abstract int[] draw(UniformRandomProvider random, int samples, IntUnaryOperator classOf);

  /** As users write it: {@code different-class}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean hasFixedPoint(int[] partners) {
    return IntStream.range(0, partners.length).anyMatch(i -> partners[i] == i);
  }
}
