package io.cutmix.mix;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * A box that lies wholly inside the image, so that its share of the area is in {@code minBox} to
 * {@code maxBox} (at most a row or column beyond where no whole numbers of them are between).
 *
 * <p>The share follows Beta(alpha, alpha), as does 1-λ of {@link BetaArea}, given that it is in
 * that range. Every place inside is equally likely.
 *
 * @param alpha positive and finite
 * @param minBox smallest share of the image's area, in [0, 1]
 * @param maxBox largest share, at least {@code minBox}, in (0, 1]
 */
record BoundedArea(double alpha, double minBox, double maxBox) implements BoxSampling {
  /** What a product of doubles may differ by from the whole number that it stands for. */
  private static final double ROUNDING = 1e-9;

  /**
   * @throws InvalidParameterException if a parameter is out of range
   */
  BoundedArea {
    BetaArea.requireAlpha(alpha);
    requireShare("min-box", minBox);
    requireShare("max-box", maxBox);
    if (minBox > maxBox || maxBox == 0) {
      throw InvalidParameterException.outOfRange(
          "max-box",
          "must be more than 0 and at least %%s (%s)".formatted(minBox),
          maxBox,
          "min-box");
    }
  }

  @Override
  public Box draw(UniformRandomProvider random, int height, int width) {
    double share = drawShare(random);
    int shorter = (int) Math.ceil(Math.min(height, width) * Math.sqrt(share) - ROUNDING);
    int longer = shorter == 0 ? 0 : longer(share, (double) height * width / shorter);
    int rows = height < width ? shorter : longer;
    int columns = height < width ? longer : shorter;
    int x = random.nextInt(width - columns + 1);
    int y = random.nextInt(height - rows + 1);
    return new Box(x, y, x + columns, y + rows);
  }

  @Override
  public boolean isAlwaysEmpty(int height, int width) {
    double area = (double) height * width;
    return maxBox * area < 1 - ROUNDING && minBox * area <= ROUNDING;
  }

  /** By the inverse of the distribution function, which is exact between two bounds. */
  double drawShare(UniformRandomProvider random) {
    // Beta(alpha, alpha) is symmetric, and close to 0 its function tells more numbers apart.
    boolean mirrored = minBox > 0.5;
    double low = mirrored ? 1 - maxBox : minBox;
    double high = mirrored ? 1 - minBox : maxBox;
    BetaDistribution beta = BetaDistribution.of(alpha, alpha);
    double from = beta.cumulativeProbability(low);
    double to = beta.cumulativeProbability(high);
    double draw = from + random.nextDouble() * (to - from);
    // So far from the middle that nothing is left but the bound nearer to it.
    double share = to == 0 ? high : beta.inverseCumulativeProbability(draw);
    double within = Math.max(low, Math.min(share, high));
    return mirrored ? 1 - within : within;
  }

  /**
   * The side that can come nearer to the share, the other one having been rounded up.
   *
   * @param whole side of a box that has the whole area
   */
  private int longer(double share, double whole) {
    int least = (int) Math.ceil(minBox * whole - ROUNDING);
    int most = (int) Math.floor(maxBox * whole + ROUNDING);
    return Math.max(least, Math.min((int) Math.round(share * whole), most));
  }

  private static void requireShare(String parameter, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw InvalidParameterException.outOfRange(
          parameter, "must be a share of the area in 0..1", share);
    }
  }
}
