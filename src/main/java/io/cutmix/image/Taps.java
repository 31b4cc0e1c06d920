package io.cutmix.image;

/**
 * Which samples of a line make up each sample of the scaled line, and with what weights.
 *
 * <p>The filter is Lanczos' windowed sinc of three lobes. When a line shrinks, the filter is
 * stretched by the same factor, so that every source sample counts (no aliasing). Weights that
 * would fall outside the line are left out, and the rest sums to 1.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Taps(int[] first, float[][] weights) {
  private static final double LOBES = 3;

  /** Scales {@code [from, to)} of a line of {@code length} samples to {@code count} samples. */
  static Taps lanczos(int length, double from, double to, int count) {
    double step = (to - from) / count;
    double stretch = Math.max(step, 1);
    int[] first = new int[count];
    float[][] weights = new float[count][];
    for (int i = 0; i < count; i++) {
      double centre = from + (i + 0.5) * step;
      int low = (int) Math.max(0, Math.round(centre - LOBES * stretch));
      int high = (int) Math.min(length, Math.round(centre + LOBES * stretch));
      first[i] = low;
      weights[i] = weights(low, high, centre, stretch);
    }
    return new Taps(first, weights);
  }

  private static float[] weights(int low, int high, double centre, double stretch) {
    double[] raw = new double[high - low];
    double sum = 0;
    for (int k = 0; k < raw.length; k++) {
      raw[k] = lanczos((low + k + 0.5 - centre) / stretch);
      sum += raw[k];
    }
    float[] weights = new float[raw.length];
    for (int k = 0; k < raw.length; k++) {
      weights[k] = (float) (raw[k] / sum);
    }
    return weights;
  }

  private static double lanczos(double x) {
    return Math.abs(x) < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
  }

  /** StrictMath, as the last bit of Math.sin may differ between machines. */
  private static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
  }

  int count() {
    return first.length;
  }

  /** The first source sample in use. */
  int low() {
    return first[0];
  }

  /** One behind the last source sample in use. */
  int high() {
    return first[count() - 1] + weights[count() - 1].length;
  }
}
