package io.cutmix.plan;

import io.cutmix.mix.Box;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.RandomStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** How λ is distributed, in bins of equal width from 0 to 1. */
public final class LamDistribution {
  private static final int DRAWS = 200_000;

  private LamDistribution() {}

  /** The bin of a λ; 1 is in the last. */
  public static int bin(double lam, int bins) {
    return Math.max(0, Math.min(bins - 1, (int) (lam * bins)));
  }

  /**
   * The share of mixed images in each bin, by drawing many boxes as a run does: so with all that
   * cutting off at the edge and whole pixels change. The same for the same arguments; all 0 if no
   * box ever holds a pixel.
   */
  public static double[] expected(CutMix cutMix, int height, int width, int bins) {
    double[] shares = new double[bins];
    UniformRandomProvider random = RandomStream.forBatch(0, 0, 0);
    int mixed = 0;
    for (int i = 0; i < DRAWS; i++) {
      Box box = cutMix.drawBox(random, height, width);
      if (box.area() > 0) {
        shares[bin(box.keptFraction(height, width), bins)]++;
        mixed++;
      }
    }
    for (int bin = 0; bin < bins && mixed > 0; bin++) {
      shares[bin] /= mixed;
    }
    return shares;
  }

  /** The shares that Beta(alpha, alpha) gives to the bins. */
  public static double[] beta(double alpha, int bins) {
    BetaDistribution beta = BetaDistribution.of(alpha, alpha);
    return IntStream.range(0, bins)
        .mapToDouble(bin -> beta.probability((double) bin / bins, (bin + 1.0) / bins))
        .toArray();
  }
}
