package io.cutmix.image;

/**
 * A decoded picture of 8-bit samples, row by row, channels last, as the file has them.
 *
 * @param width columns
 * @param height rows
 * @param channels 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA; colours not multiplied by alpha
 * @param samples width · height · channels bytes, owned by whoever holds the picture
 */
@SuppressWarnings("ArrayRecordComponent") // passed from step to step, never compared
record Picture(int width, int height, int channels, byte[] samples) {
  Picture {
    if (samples.length != Math.multiplyExact(Math.multiplyExact(width, height), channels)) {
      throw new IllegalArgumentException(
          "%d samples can't be %d x %d pixels of %d channels"
              .formatted(samples.length, width, height, channels));
    }
  }

  boolean hasAlpha() {
    return channels == 2 || channels == 4;
  }
}
