package io.cutmix.image.pixels;

import io.cutmix.image.pixels.Scaling.Region;
import java.util.Arrays;

/**
 * Scaling by Lanczos' filter, first along the rows, then along the columns, in single precision
 * with one rounding at the end. Colors with alpha are weighted by it, so that the color of
 * transparent pixels never shows.
 */
final class Lanczos {
  /** Floats of a block of rows that are narrowed together: they fit into a core's cache. */
  private static final int BLOCK = 1 << 16;

  private static final int LEAST_ROWS = 8;
  private static final int MOST_ROWS = 64;

  /** Lines that are added at once; weights are filled up to a multiple of it with zeros. */
  private static final int TOGETHER = 4;

  private Lanczos() {}

  /** The region of an image of 1, 3 or 4 channels, scaled to the given sides. */
  static Pixels scale(Pixels image, Region region, int width, int height) {
    Taps columns = Taps.lanczos(image.width(), region.left(), region.right(), width);
    Taps rows = Taps.lanczos(image.height(), region.top(), region.bottom(), height);
    int channels = image.channels();
    float[][] narrowed = new float[rows.high() - rows.low()][width * channels];
    int used = columns.high() - columns.low();
    int atOnce = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, BLOCK / (used * channels)));
    float[][] block = new float[used][atOnce * channels];
    for (int y = 0; y < narrowed.length; y += atOnce) {
      int count = Math.min(atOnce, narrowed.length - y);
      load(image, columns.low(), rows.low() + y, count, block);
      along(block, columns, channels, count, narrowed, y);
    }
    Pixels scaled = Pixels.blank(width, height, channels, image.depth());
    float[] sums = new float[width * channels];
    for (int y = 0; y < height; y++) {
      across(narrowed, rows.first()[y] - rows.low(), rows.weights()[y], sums);
      store(sums, scaled, y * sums.length);
    }
    return scaled;
  }

  /** Column after column, each a vector of samples to which the same weights apply. */
  private static void load(Pixels image, int left, int top, int rows, float[][] block) {
    int channels = image.channels();
    int step = (image.width() - 1) * channels;
    for (int x = 0; x < block.length; x++) {
      float[] column = block[x];
      int from = (top * image.width() + left + x) * channels;
      for (int row = 0, to = 0; row < rows; row++, from += step) {
        for (int c = 0; c < channels; c++) {
          column[to++] = image.sample(from++);
        }
      }
      if (channels == 4) {
        weightByAlpha(column, image.max());
      }
    }
  }

  private static void weightByAlpha(float[] column, int max) {
    for (int i = 0; i < column.length; i += 4) {
      float alpha = column[i + 3] / max;
      column[i] *= alpha;
      column[i + 1] *= alpha;
      column[i + 2] *= alpha;
    }
  }

  private static void along(
      float[][] block, Taps taps, int channels, int rows, float[][] narrowed, int top) {
    float[] sums = new float[block[0].length];
    for (int x = 0; x < taps.count(); x++) {
      float[] weights = taps.weights()[x];
      across(block, taps.first()[x] - taps.low(), weights, sums);
      for (int row = 0, from = 0; row < rows; row++) {
        float[] line = narrowed[top + row];
        for (int c = 0; c < channels; c++) {
          line[x * channels + c] = sums[from++];
        }
      }
    }
  }

  private static void across(float[][] lines, int first, float[] weights, float[] sums) {
    Arrays.fill(sums, 0);
    for (int k = 0; k < weights.length; k += TOGETHER) {
      addFour(lines, first + k, weights, k, sums);
    }
  }

  /** Takes a third of the time of line after line, where the compiler makes no vectors. */
  private static void addFour(float[][] lines, int first, float[] weights, int k, float[] sums) {
    float[] line0 = lines[first];
    float[] line1 = lines[Math.min(first + 1, lines.length - 1)];
    float[] line2 = lines[Math.min(first + 2, lines.length - 1)];
    float[] line3 = lines[Math.min(first + 3, lines.length - 1)];
    float weight0 = weights[k];
    float weight1 = weights[k + 1];
    float weight2 = weights[k + 2];
    float weight3 = weights[k + 3];
    for (int i = 0; i < sums.length; i++) {
      float sum = sums[i] + weight0 * line0[i] + weight1 * line1[i];
      sums[i] = sum + weight2 * line2[i] + weight3 * line3[i];
    }
  }

  private static void store(float[] sums, Pixels to, int at) {
    int max = to.max();
    if (to.channels() == 4) {
      for (int i = 0; i < sums.length; i += 4) {
        float scale = sums[i + 3] > 0 ? max / sums[i + 3] : 0;
        sums[i] *= scale;
        sums[i + 1] *= scale;
        sums[i + 2] *= scale;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      to.setSample(at + i, Math.max(0, Math.min(max, (int) (sums[i] + 0.5f))));
    }
  }

  /**
   * Which samples of a line make up each sample of the scaled line, and with what weights.
   *
   * <p>The filter is Lanczos' windowed sinc of three lobes. When a line shrinks, the filter is
   * stretched by the same factor, so that every source sample counts (no aliasing). Weights that
   * would fall outside the line are left out, and the rest sums to 1.
   *
   * @param high one behind the last source sample in use
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Taps(int[] first, float[][] weights, int high) {
    private static final double LOBES = 3;

    /** Scales {@code [from, to)} of a line of {@code length} samples to {@code count} samples. */
    static Taps lanczos(int length, double from, double to, int count) {
      double step = (to - from) / count;
      double stretch = Math.max(step, 1);
      int[] first = new int[count];
      float[][] weights = new float[count][];
      int high = 0;
      for (int i = 0; i < count; i++) {
        double center = from + (i + 0.5) * step;
        int low = (int) Math.max(0, Math.round(center - LOBES * stretch));
        high = (int) Math.min(length, Math.round(center + LOBES * stretch));
        first[i] = low;
        weights[i] = weights(low, high, center, stretch);
      }
      return new Taps(first, weights, high);
    }

    private static float[] weights(int low, int high, double center, double stretch) {
      double[] raw = new double[high - low];
      double sum = 0;
      for (int k = 0; k < raw.length; k++) {
        raw[k] = lanczos((low + k + 0.5 - center) / stretch);
        sum += raw[k];
      }
      float[] weights = new float[(raw.length + TOGETHER - 1) / TOGETHER * TOGETHER];
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
  }
}
