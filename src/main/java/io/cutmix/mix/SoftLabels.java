package io.cutmix.mix;

/** Labels in proportion to the pixels. Stateless and thread-safe. */
public final class SoftLabels {
  private SoftLabels() {}

  /**
   * {@code lambda · base + (1 - lambda) · partner}, element by element (Yun et al. 2019, eq. 1).
   *
   * @param base label of the sample that keeps the share {@code lambda} of its pixels: any numbers
   * @param partner label of the sample that gives the rest, of the same length
   * @return a fresh array; sums to 1 if both labels do
   * @throws IllegalArgumentException if one is longer than the other
   */
  public static double[] mix(double[] base, double[] partner, double lambda) {
    if (base.length != partner.length) {
      throw new IllegalArgumentException(
          "labels to be mixed must be of one length, but are of %d and %d numbers"
              .formatted(base.length, partner.length));
    }
    double[] mixed = new double[base.length];
    for (int k = 0; k < mixed.length; k++) {
      mixed[k] = mix(base[k], partner[k], lambda);
    }
    return mixed;
  }

  /**
   * {@code (1 - smoothing) · label + smoothing / n}, element by element (Szegedy et al.,
   * "Rethinking the Inception Architecture for Computer Vision", 2016, section 7).
   *
   * @param label of {@code n} numbers
   * @param smoothing in [0, 1)
   * @return a fresh array; sums to 1 if the label does
   */
  public static double[] smooth(double[] label, double smoothing) {
    double[] smooth = new double[label.length];
    for (int k = 0; k < smooth.length; k++) {
      smooth[k] = smooth(label[k], smoothing, label.length);
    }
    return smooth;
  }

  /** One element of {@link #smooth(double[], double)}. */
  static double smooth(double label, double smoothing, int numClasses) {
    return (1 - smoothing) * label + smoothing / numClasses;
  }

  /**
   * One element of {@link #mix(double[], double[], double)}. Nothing of a label is nothing, even of
   * infinity.
   */
  static double mix(double base, double partner, double lambda) {
    return lambda == 1 ? base : lambda == 0 ? partner : lambda * base + (1 - lambda) * partner;
  }
}
