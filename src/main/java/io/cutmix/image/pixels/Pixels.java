package io.cutmix.image.pixels;

import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/**
 * A decoded image, row by row, channels last, as the file has it.
 *
 * @param width columns
 * @param height rows
 * @param channels 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA; colors not multiplied by alpha
 * @param depth bits of a sample: 8, or 16 in the machine's byte order
 * @param samples width · height · channels samples, owned by whoever holds the image
 */
@SuppressWarnings("ArrayRecordComponent") // passed from step to step, never compared
public record Pixels(int width, int height, int channels, int depth, byte[] samples) {
  private static final VarHandle DEEP =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

  public Pixels {
    int pixels = Math.multiplyExact(width, height);
    if (samples.length != Math.multiplyExact(pixels, channels * depth / 8)) {
      throw new IllegalArgumentException(
          "%d bytes can't be %d x %d pixels of %d channels and %d bits"
              .formatted(samples.length, width, height, channels, depth));
    }
  }

  /** An image of 8 bits. */
  public Pixels(int width, int height, int channels, byte[] samples) {
    this(width, height, channels, 8, samples);
  }

  /** A black image of the given depth. */
  public static Pixels blank(int width, int height, int channels, int depth) {
    return new Pixels(width, height, channels, depth, room(width, height, channels * depth / 8));
  }

  /** Memory for the samples of an image. More bytes than an array can have are lack of memory. */
  public static byte[] room(int width, int height, int pixelBytes) {
    long bytes = (long) width * height * pixelBytes;
    if (bytes > Integer.MAX_VALUE) {
      throw new OutOfMemoryError("%d bytes in one array".formatted(bytes));
    }
    return new byte[(int) bytes];
  }

  public boolean hasAlpha() {
    return channels == 2 || channels == 4;
  }

  boolean isTransparent() {
    int count = hasAlpha() ? width * height * channels : 0;
    for (int i = channels - 1; i < count; i += channels) {
      if (sample(i) < max()) {
        return true;
      }
    }
    return false;
  }

  /** This image, made opaque if nothing of it could be seen. */
  public Pixels visible() {
    int count = width * height * channels;
    for (int i = channels - 1; i < count; i += channels) {
      if (sample(i) > 0) {
        return this;
      }
    }
    for (int i = channels - 1; i < count; i += channels) {
      setSample(i, max());
    }
    return this;
  }

  int pixelBytes() {
    return channels * depth / 8;
  }

  /** The largest value of a sample. */
  public int max() {
    return (1 << depth) - 1;
  }

  public int sample(int index) {
    return depth == 8 ? samples[index] & 0xff : deep(index);
  }

  /** Apart, so that what remains is small enough to be inlined. */
  private int deep(int index) {
    return (short) DEEP.get(samples, 2 * index) & 0xffff;
  }

  public void setSample(int index, int value) {
    if (depth == 8) {
      samples[index] = (byte) value;
    } else {
      setDeep(index, value);
    }
  }

  private void setDeep(int index, int value) {
    DEEP.set(samples, 2 * index, (short) value);
  }

  /**
   * The image with so many bits; the same object if it has them. Rounds to nearest, and gives back
   * exactly what was widened.
   */
  public Pixels withDepth(int wanted) {
    if (wanted == depth) {
      return this;
    }
    Pixels result = blank(width, height, channels, wanted);
    int count = width * height * channels;
    for (int i = 0; i < count; i++) {
      int sample = sample(i);
      result.setSample(i, wanted == 16 ? sample * 257 : (sample + 128) / 257);
    }
    return result;
  }

  /** Divides colors that were stored multiplied by alpha; fully transparent ones become black. */
  public void divideByAlpha() {
    int count = width * height * channels;
    for (int pixel = 0; pixel < count; pixel += channels) {
      int alpha = sample(pixel + channels - 1);
      for (int i = pixel; i < pixel + channels - 1; i++) {
        long scaled = (long) sample(i) * max() + alpha / 2;
        setSample(i, alpha == 0 ? 0 : (int) Math.min(max(), scaled / alpha));
      }
    }
  }

  /** As Java2D takes them: the samples themselves if they have 8 bits, else a copy. */
  public WritableRaster raster() {
    int[] bands = IntStream.range(0, channels).toArray();
    return Raster.createInterleavedRaster(
        buffer(), width, height, width * channels, channels, bands, null);
  }

  private DataBuffer buffer() {
    if (depth == 8) {
      return new DataBufferByte(samples, samples.length);
    }
    short[] deep = new short[samples.length / 2];
    ByteBuffer.wrap(samples).order(ByteOrder.nativeOrder()).asShortBuffer().get(deep);
    return new DataBufferUShort(deep, deep.length);
  }
}
