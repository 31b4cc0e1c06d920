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
  DERANGEMENT,
  /** A uniformly random permutation; a sample may be its own partner. */
  PERMUTATION,
  /**
   * A random permutation without fixed points in which every sample has a partner of another class
   * or, where one class has more than half of the samples, as many as possible have. All of these
   * are equally likely, up to what a random walk of bounded length leaves.
   */
  DIFFERENT_CLASS;

  /**
   * The partner of each of {@code samples} samples.
   *
   * @param classOf the class of each; asked only where it matters
   */
  int[] draw(UniformRandomProvider random, int samples, IntUnaryOperator classOf) {
    int[] partners = PermutationSampler.natural(samples);
    PermutationSampler.shuffle(random, partners);
    // Rejection keeps all derangements equally likely; it takes e tries on average.
    while (this != PERMUTATION && samples > 1 && hasFixedPoint(partners)) {
      PermutationSampler.shuffle(random, partners);
    }
    return this == DIFFERENT_CLASS ? new ClassPairing(random, classOf, partners).draw() : partners;
  }

  /** As users write it: {@code different-class}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean hasFixedPoint(int[] partners) {
    return IntStream.range(0, partners.length).anyMatch(i -> partners[i] == i);
  }

  /**
   * Turns a permutation without fixed points into one in which as many samples as possible have a
   * partner of another class, and goes on from there at random among all of these.
   *
   * <p>Swaps of two partners and rotations of three lead from each such permutation to every other
   * (Aoki and Takemura, "Markov chain Monte Carlo exact tests for incomplete two-way contingency
   * tables", 2005), and each step is as likely as the step back; so the longer the walk, the more
   * equally likely they are.
   */
  static final class ClassPairing {
    /** With these a statistical test of small batches no longer sees where the walk began. */
    private static final int STEPS_PER_SAMPLE = 32;

    /** More than three samples of one class cost together. */
    private static final int COST_OF_FIXED_POINT = 4;

    private final UniformRandomProvider random;
    private final int[] classes;
    private final int[] partners;

    /** Takes {@code partners} over. */
    ClassPairing(UniformRandomProvider random, IntUnaryOperator classOf, int[] partners) {
      this.random = random;
      this.classes = IntStream.range(0, partners.length).map(classOf).toArray();
      this.partners = partners;
    }

    int[] draw() {
      for (int i = 0; i < partners.length; i++) {
        if (classes[partners[i]] == classes[i]) {
          findOtherClass(i);
        }
      }
      for (int step = 0; step < STEPS_PER_SAMPLE * partners.length; step++) {
        walk();
      }
      return partners;
    }

    /**
     * Swaps partners so that two samples have one of another class. Where there is nobody to swap
     * with, everyone is of this class or has a partner of it: then no permutation is better.
     */
    private void findOtherClass(int i) {
      int start = random.nextInt(partners.length);
      for (int n = 0; n < partners.length; n++) {
        int j = (start + n) % partners.length;
        if (classes[j] != classes[i] && classes[partners[j]] != classes[i]) {
          swap(i, j);
          return;
        }
      }
    }

    /** A swap (where j and k are one) or a rotation, unless it makes things worse. */
    private void walk() {
      int i = random.nextInt(partners.length);
      int j = random.nextInt(partners.length);
      int k = random.nextBoolean() ? j : random.nextInt(partners.length);
      if (i == j || i == k) {
        return;
      }
      int before = cost(i, j, k);
      swap(i, j);
      swap(j, k);
      if (cost(i, j, k) > before) {
        swap(j, k);
        swap(i, j);
      }
    }

    private int cost(int i, int j, int k) {
      return cost(i) + cost(j) + (j == k ? 0 : cost(k));
    }

    private int cost(int i) {
      if (partners[i] == i) {
        return COST_OF_FIXED_POINT;
      }
      return classes[partners[i]] == classes[i] ? 1 : 0;
    }

    private void swap(int i, int j) {
      int partner = partners[i];
      partners[i] = partners[j];
      partners[j] = partner;
    }
  }
}
