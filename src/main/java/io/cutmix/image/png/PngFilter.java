package io.cutmix.image.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The filter of PNG's rows (ISO/IEC 15948, 9), for samples of a byte. */
final class PngFilter {
  private static final int AVERAGE = 3;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  private PngFilter() {}

  /**
   * Writes the filter's number and the filtered row; eight bytes at a time take a third of the
   * time.
   *
   * @param channels bytes from a sample to that of the next pixel
   */
  static void average(byte[] row, byte[] above, int channels, byte[] to, int at) {
    to[at] = AVERAGE;
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
