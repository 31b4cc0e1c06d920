package io.cutmix.mix;

import io.cutmix.mix.BoxSampling.Placement;
import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ChengBetaSampler;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** How the size and the place of a box are chosen. Implementations are immutable, thread-safe. */
sealed interface BoxSampling extends Serializable {

  /**
   * Draws one box.
   *
   * @param random where the draws come from
   * @param height rows of the image, at least 1
   * @param width columns of the image, at least 1
   * @return a box inside the image, perhaps empty
   */
  Box draw(UniformRandomProvider random, int height, int width);

  /** Whether a box holds no pixel of an image of that size, whatever is drawn. */
  boolean isAlwaysEmpty(int height, int width);

  /**
   * The share λ of the area that a whole box leaves is drawn from Beta(alpha, alpha), the box has
   * sides {@code ⌊size·√(1-λ)⌋} less an odd pixel (Yun et al. 2019, section 3.1 and their code).
   * Clipped at the edge of the image it leaves more.
   *
   * @param alpha in 0.001..1000000; 1 is uniform, small values make tiny or huge boxes
   * @param placement where the center may lie
   */
  record BetaArea(double alpha, Placement placement) implements BoxSampling {
    /**
     * @throws InvalidParameterException if alpha isn't in 0.001..1000000
     */
    public BetaArea {
      requireAlpha(alpha);
    }

    @Override
    public Box draw(UniformRandomProvider random, int height, int width) {
      double lambda = drawLambda(random);
      int x = placement.center(random, width, cut(width, lambda));
      int y = placement.center(random, height, cut(height, lambda));
      return boxOf(lambda, x, y, height, width);
    }

    @Override
    public boolean isAlwaysEmpty(int height, int width) {
      return height < 2 || width < 2;
    }

    static void requireAlpha(double alpha) {
      if (!(alpha >= 1e-3 && alpha <= 1e6)) { // far beyond, samplers fail or never find a number
        InvalidParameterException wrong =
            InvalidParameterException.outOfRange("alpha", "must be in 0.001..1000000", alpha);
        throw alpha == 0
            ? wrong.remedy("to leave images unmixed, don't mix them: %s 0", "prob")
            : wrong;
      }
    }

    double drawLambda(UniformRandomProvider random) {
      return ChengBetaSampler.of(random, alpha, alpha).sample();
    }

    /** As the paper's code has it: {@code ⌊cut/2⌋} to each side, so an odd cut loses a pixel. */
    static Box boxOf(double lambda, int centerX, int centerY, int height, int width) {
      int halfWidth = cut(width, lambda) / 2;
      int halfHeight = cut(height, lambda) / 2;
      return Box.around(centerX, centerY, 2 * halfWidth, 2 * halfHeight, height, width);
    }

    private static int cut(int size, double lambda) {
      return (int) (size * Math.sqrt(1 - lambda));
    }
  }

  /**
   * A box of {@code ⌊length·height⌋} rows and {@code ⌊length·width⌋} columns, less what lies
   * outside the image.
   *
   * @param length share of each side, in (0, 1]
   * @param placement where the center may lie
   */
  record FixedLength(double length, Placement placement) implements BoxSampling {
    /**
     * @throws InvalidParameterException if length isn't in (0, 1]
     */
    public FixedLength {
      if (!(length > 0 && length <= 1)) {
        throw InvalidParameterException.outOfRange(
            "length", "must be more than 0 and at most 1 (0.5 is half of each side)", length);
      }
    }

    @Override
    public Box draw(UniformRandomProvider random, int height, int width) {
      int cutWidth = (int) (length * width);
      int cutHeight = (int) (length * height);
      int x = placement.center(random, width, cutWidth);
      int y = placement.center(random, height, cutHeight);
      return Box.around(x, y, cutWidth, cutHeight, height, width);
    }

    @Override
    public boolean isAlwaysEmpty(int height, int width) {
      return (int) (length * height) == 0 || (int) (length * width) == 0;
    }
  }

  /**
   * Always the same box; draws nothing.
   *
   * @param box where; must lie inside each image
   */
  record FixedBox(Box box) implements BoxSampling {
    /**
     * @throws InvalidParameterException if the box doesn't lie in an image of that size
     */
    @Override
    public Box draw(UniformRandomProvider random, int height, int width) {
      return box.requireInside(height, width);
    }

    @Override
    public boolean isAlwaysEmpty(int height, int width) {
      return box.area() == 0;
    }
  }

  /** Where the center of a box may lie. */
  enum Placement {
    /** On any pixel of the image, as in the paper: pixels near the edge are replaced less often. */
    CENTRE_INSIDE,
    /** So far outside that every pixel is equally likely to be replaced. */
    UNIFORM;

    int center(UniformRandomProvider random, int size, int cut) {
      return this == UNIFORM
          ? random.nextInt(-((cut + 1) / 2), size + cut / 2)
          : random.nextInt(size);
    }
  }

  /**
   * A box that lies wholly inside the image, so that its share of the area is in {@code minBox} to
   * {@code maxBox} (at most a row or column beyond where no whole numbers of them are between).
   *
   * <p>The share follows Beta(alpha, alpha), as does 1-λ of {@link BetaArea} before clipping, given
   * that it is in that range. Every place inside is equally likely.
   *
   * @param alpha in 0.001..1000000
   * @param minBox smallest share of the image's area, in [0, 1]
   * @param maxBox largest share, at least {@code minBox}, in (0, 1]
   */
  record BoundedArea(double alpha, double minBox, double maxBox) implements BoxSampling {
    /** What a product of doubles may differ by from the whole number that it stands for. */
    private static final double ROUNDING = 1e-9;

    /**
     * @throws InvalidParameterException if a parameter is out of range
     */
    public BoundedArea {
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
}
