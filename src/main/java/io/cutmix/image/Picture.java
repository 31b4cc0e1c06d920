package io.cutmix.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A decoded picture, row by row, channels last, as the file has it.
 *
 * @param width columns
 * @param height rows
 * @param channels 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA; colours not multiplied by alpha
 * @param depth bits of a sample: 8, or 16 in the machine's byte order
 * @param samples width · height · channels samples, owned by whoever holds the picture
 */
@SuppressWarnings("ArrayRecordComponent") // passed from step to step, never compared
record Picture(int width, int height, int channels, int depth, byte[] samples) {
  private static final VarHandle DEEP =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

  Picture {
    int pixels = Math.multiplyExact(width, height);
    if (samples.length != Math.multiplyExact(pixels, channels * depth / 8)) {
      throw new IllegalArgumentException(
          "%d bytes can't be %d x %d pixels of %d channels and %d bits"
              .formatted(samples.length, width, height, channels, depth));
    }
  }

  /** A picture of 8 bits. */
  Picture(int width, int height, int channels, byte[] samples) {
    this(width, height, channels, 8, samples);
  }

  /** A black picture of the given depth. */
  static Picture blank(int width, int height, int channels, int depth) {
    int pixels = Math.multiplyExact(width, height);
    byte[] samples = new byte[Math.multiplyExact(pixels, channels * depth / 8)];
    return new Picture(width, height, channels, depth, samples);
  }

  boolean hasAlpha() {
    return channels == 2 || channels == 4;
  }

  int pixelBytes() {
    return channels * depth / 8;
  }

  /** The largest value of a sample. */
  int max() {
    return (1 << depth) - 1;
  }

  int sample(int index) {
    return depth == 8 ? samples[index] & 0xff : (short) DEEP.get(samples, 2 * index) & 0xffff;
  }

  void setSample(int index, int value) {
    if (depth == 8) {
      samples[index] = (byte) value;
    } else {
      DEEP.set(samples, 2 * index, (short) value);
    }
  }

  /**
   * The picture with so many bits; the same object if it has them. Rounds to nearest, and gives
   * back exactly what was widened.
   */
  Picture withDepth(int wanted) {
    if (wanted == depth) {
      return this;
    }
    Picture result = blank(width, height, channels, wanted);
    int count = width * height * channels;
    for (int i = 0; i < count; i++) {
      int sample = sample(i);
      result.setSample(i, wanted == 16 ? sample * 257 : (sample + 128) / 257);
    }
    return result;
  }
}
