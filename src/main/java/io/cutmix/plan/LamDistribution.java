package io.cutmix.plan;

import io.cutmix.mix.Box;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.RandomStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** How λ is distributed, in bins of equal width from 0 to 1. */
public final class LamDistribution {
  /** How many bins there are. */
  public static final int BINS = 50;

  private static final int DRAWS = 200_000;

  private LamDistribution() {}

  /** The bin of a λ; 1 is in the last. */
  public static int bin(double lam) {
    return Math.max(0, Math.min(BINS - 1, (int) (lam * BINS)));
  }

  /**
   * The share of mixed images in each bin, by drawing many boxes as a run does: so with all that
   * cutting off at the edge and whole pixels change. The same for the same arguments; all 0 if no
   * box ever holds a pixel.
   */
  public static double[] expected(CutMix cutMix, int height, int width) {
    double[] shares = new double[BINS];
    UniformRandomProvider random = RandomStream.forBatch(0, 0, 0);
    int mixed = 0;
    for (int i = 0; i < DRAWS; i++) {
      Box box = cutMix.drawBox(random, height, width);
      if (box.area() > 0) {
        shares[bin(box.keptFraction(height, width))]++;
        mixed++;
      }
    }
    for (int bin = 0; bin < BINS && mixed > 0; bin++) {
      shares[bin] /= mixed;
    }
    return shares;
  }

  /** The shares that Beta(alpha, alpha) gives to the bins. */
  public static double[] beta(double alpha) {
    BetaDistribution beta = BetaDistribution.of(alpha, alpha);
    return IntStream.range(0, BINS)
        .mapToDouble(bin -> beta.probability((double) bin / BINS, (bin + 1.0) / BINS))
        .toArray();
  }
}
