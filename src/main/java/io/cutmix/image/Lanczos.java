package io.cutmix.image;

import java.util.Arrays;

/**
 * Scaling by Lanczos' filter, first along the rows, then along the columns, in single precision
 * with one rounding at the end. Colours with alpha are weighted by it, so that the colour of
 * transparent pixels never shows.
 */
final class Lanczos {
  private Lanczos() {}

  /** The window of a picture of 1, 3 or 4 channels, scaled to the given sides. */
  static Picture scale(Picture picture, Window window, int width, int height) {
    Taps columns = Taps.lanczos(picture.width(), window.left(), window.right(), width);
    Taps rows = Taps.lanczos(picture.height(), window.top(), window.bottom(), height);
    int channels = picture.channels();
    float[][] narrowed = new float[rows.high() - rows.low()][];
    float[] line = new float[picture.width() * channels];
    for (int y = 0; y < narrowed.length; y++) {
      load(picture, rows.low() + y, line);
      narrowed[y] = along(line, columns, channels);
    }
    Picture scaled = Picture.blank(width, height, channels, picture.depth());
    float[] sums = new float[width * channels];
    for (int y = 0; y < height; y++) {
      across(narrowed, rows.first()[y] - rows.low(), rows.weights()[y], sums);
      store(sums, scaled, y * sums.length);
    }
    return scaled;
  }

  private static void load(Picture picture, int row, float[] line) {
    int from = row * line.length;
    for (int i = 0; i < line.length; i++) {
      line[i] = picture.sample(from + i);
    }
    if (picture.channels() == 4) {
      for (int i = 0; i < line.length; i += 4) {
        float alpha = line[i + 3] / picture.max();
        line[i] *= alpha;
        line[i + 1] *= alpha;
        line[i + 2] *= alpha;
      }
    }
  }

  private static float[] along(float[] line, Taps taps, int channels) {
    float[] narrowed = new float[taps.count() * channels];
    for (int x = 0, to = 0; x < taps.count(); x++) {
      float[] weights = taps.weights()[x];
      for (int c = 0; c < channels; c++) {
        float sum = 0;
        for (int k = 0, from = taps.first()[x] * channels + c;
            k < weights.length;
            k++, from += channels) {
          sum += weights[k] * line[from];
        }
        narrowed[to++] = sum;
      }
    }
    return narrowed;
  }

  private static void across(float[][] rows, int first, float[] weights, float[] sums) {
    Arrays.fill(sums, 0);
    for (int k = 0; k < weights.length; k++) {
      float weight = weights[k];
      float[] row = rows[first + k];
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weight * row[i];
      }
    }
  }

  private static void store(float[] sums, Picture to, int at) {
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
}
