package io.cutmix.image.png;

import io.cutmix.image.ImageShape;
import io.cutmix.image.pixels.Pixels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes PNG (ISO/IEC 15948): the same bytes on every machine, in half the time and about the size
 * that libpng takes at zlib's level 1.
 *
 * <p>All rows of pixels have the average filter. That of Paeth makes photographs a tenth smaller,
 * but takes as long as all the rest.
 */
public final class PngWriter {
  public static final int GRAY = 0;
  static final int RGB = 2;
  public static final int PALETTE = 3;
  static final int RGBA = 6;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int OVERHEAD = 128;

  private final BitWriter out;

  /** A file with its header chunk, to be written chunk by chunk. */
  public PngWriter(int width, int height, int depth, int colors, int expectedBytes) {
    out = new BitWriter(expectedBytes + OVERHEAD);
    out.writeInt((int) (SIGNATURE >>> Integer.SIZE));
    out.writeInt((int) SIGNATURE);
    int header = start(PngChunk.IHDR);
    out.writeInt(width);
    out.writeInt(height);
    out.writeInt(depth << 24 | colors << 16);
    out.write(0, Byte.SIZE);
    finish(header);
  }

  /** The gray, RGB or RGBA image whose pixels start at the buffer's position. */
  public static byte[] encode(ByteBuffer pixels, ImageShape shape) {
    int colors =
        switch (shape.channels()) {
          case 1 -> GRAY;
          case 3 -> RGB;
          default -> RGBA;
        };
    PngWriter png =
        new PngWriter(shape.width(), shape.height(), shape.depth(), colors, shape.bytes() / 2);
    return png.end(filtered(pixels, shape));
  }

  public void add(int type, byte[] data) {
    int chunk = start(type);
    out.reserve((long) data.length * Byte.SIZE);
    for (byte value : data) {
      out.write(value & 0xff, Byte.SIZE);
    }
    finish(chunk);
  }

  /** The whole file with these rows, each behind the number of its filter. */
  public byte[] end(byte[] filtered) {
    int data = start(PngChunk.IDAT);
    ZlibEncoder.encode(filtered, out);
    finish(data);
    finish(start(PngChunk.IEND));
    return Arrays.copyOf(out.array(), out.length());
  }

  /** Where the chunk starts, for {@link #finish}. */
  private int start(int type) {
    int start = out.length();
    out.writeInt(0);
    out.writeInt(type);
    return start;
  }

  private void finish(int start) {
    out.align();
    int length = out.length() - start - 2 * Integer.BYTES;
    ByteBuffer.wrap(out.array()).putInt(start, length);
    out.writeInt(PngChunk.checksum(out.array(), start + Integer.BYTES, length));
    out.align();
  }

  private static byte[] filtered(ByteBuffer pixels, ImageShape shape) {
    int pixelBytes = shape.channels() * shape.depth() / 8;
    int length = shape.width() * pixelBytes;
    byte[] filtered = Pixels.room(1 + length, shape.height(), 1);
    byte[] above = new byte[length];
    byte[] row = new byte[length];
    for (int y = 0; y < shape.height(); y++) {
      pixels.get(pixels.position() + y * length, row);
      if (shape.depth() == 16 && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
        swapBytes(row);
      }
      average(row, above, pixelBytes, filtered, y * (1 + length));
      byte[] free = above;
      above = row;
      row = free;
    }
    return filtered;
  }

  /** PNG has the higher byte first. */
  private static void swapBytes(byte[] row) {
    for (int i = 0; i < row.length; i += 2) {
      byte first = row[i];
      row[i] = row[i + 1];
      row[i + 1] = first;
    }
  }

  /**
   * Writes the filter's number and the filtered row; eight bytes at a time take a third of the
   * time.
   *
   * @param channels bytes from a sample to that of the next pixel
   */
  static void average(byte[] row, byte[] above, int channels, byte[] to, int at) {
    to[at] = PngFilter.AVERAGE;
    for (int i = 0; i < channels; i++) {
      to[at + 1 + i] = (byte) (row[i] - ((above[i] & 0xff) >> 1));
    }
    int i = channels;
    for (; i <= row.length - Long.BYTES; i += Long.BYTES) {
      long average = averages((long) LONG.get(row, i - channels), (long) LONG.get(above, i));
      LONG.set(to, at + 1 + i, differences((long) LONG.get(row, i), average));
    }
    for (; i < row.length; i++) {
      to[at + 1 + i] = (byte) (row[i] - (((row[i - channels] & 0xff) + (above[i] & 0xff)) >> 1));
    }
  }

  /** Of each byte of {@code a} and {@code b}, rounded down: what they share, and half the rest. */
  private static long averages(long a, long b) {
    return (a & b) + (((a ^ b) >>> 1) & ~HIGHEST_BITS);
  }

  /**
   * Of each byte, without a borrow from the next: the highest bits are left out, then put right.
   */
  private static long differences(long a, long b) {
    return ((a | HIGHEST_BITS) - (b & ~HIGHEST_BITS)) ^ ((a ^ ~b) & HIGHEST_BITS);
  }
}
