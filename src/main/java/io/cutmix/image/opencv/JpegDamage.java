package io.cutmix.image.opencv;

import io.cutmix.image.pixels.Channels;
import java.nio.ByteBuffer;

/**
 * Tells from the pixels whether libjpeg ran out of data, as OpenCV does not pass its warnings on.
 *
 * <p>When the data of a sequential scan, or of one of its restart intervals, ends early, the blocks
 * up to its end are left without coefficients: their luma is 128. So if the last block is like
 * that, data may be missing. Real images end like that very rarely; whoever asks then looks closer.
 */
final class JpegDamage {
  private JpegDamage() {}

  /**
   * Whether data may be missing.
   *
   * @param samples the decoded image, from position 0 on
   */
  static boolean shows(JpegFile file, ByteBuffer samples, Shrinking shrinking) {
    if (file.isProgressive()) {
      return false;
    }
    int across = (file.width() + file.unitWidth() - 1) / file.unitWidth();
    int count = across * ((file.height() + file.unitHeight() - 1) / file.unitHeight());
    int interval = file.restart() == 0 ? count : file.restart();
    for (int end = interval; end < count; end += interval) {
      if (isBlank(file, samples, shrinking, (end - 1) % across, (end - 1) / across)) {
        return true;
      }
    }
    return isBlank(file, samples, shrinking, across - 1, (count - 1) / across);
  }

  /** Whether all luma of a unit is 128; by one more or less, as chroma of the next shines in. */
  private static boolean isBlank(
      JpegFile file, ByteBuffer samples, Shrinking shrinking, int column, int row) {
    int width = shrinking.side(file.width());
    int unitWidth = file.unitWidth() / shrinking.factor();
    int unitHeight = file.unitHeight() / shrinking.factor();
    int right = Math.min(width, (column + 1) * unitWidth);
    int bottom = Math.min(shrinking.side(file.height()), (row + 1) * unitHeight);
    int channels = file.components().size();
    for (int y = row * unitHeight; y < bottom; y++) {
      for (int x = column * unitWidth; x < right; x++) {
        if (Math.abs(luma(samples, (y * width + x) * channels, channels) - 128) > 1) {
          return false;
        }
      }
    }
    return true;
  }

  private static int luma(ByteBuffer samples, int at, int channels) {
    int first = samples.get(at) & 0xff;
    return channels == 1
        ? first
        : Channels.luma(first, samples.get(at + 1) & 0xff, samples.get(at + 2) & 0xff);
  }
}
