package io.cutmix.image.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that are filled bit by bit, from the lowest bit of each on (RFC 1951, 3.1.1). */
final class BitWriter {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int length;
  private long pending;
  private int count;

  BitWriter(int capacity) {
    bytes = new byte[capacity + Long.BYTES];
  }

  /** Makes room for so many bits more, which the following calls rely on. */
  void reserve(long bits) {
    int needed = Math.toIntExact(length + Long.BYTES + (count + bits + 7) / 8);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + bytes.length / 2));
    }
  }

  /**
   * Appends the lowest bits of a value.
   *
   * @param value no bit above the {@code bits} lowest is set
   * @param bits 0..32
   */
  void write(long value, int bits) {
    pending |= value << count;
    count += bits;
    if (count >= Integer.SIZE) {
      flush();
    }
  }

  /**
   * Appends a code for each byte of {@code data[from..to)}.
   *
   * @param codes for each byte its code above the 4 bits of the code's length
   */
  void writeCodes(byte[] data, int from, int to, int[] codes) {
    flush();
    // Three codes at a time, with the state in registers, take a third of the time.
    long bits = pending;
    int filled = count;
    int at = length;
    int i = from;
    for (; i < to - 2; i += 3) {
      int first = codes[data[i] & 0xff];
      int second = codes[data[i + 1] & 0xff];
      int third = codes[data[i + 2] & 0xff];
      bits |= (long) (first >>> 4) << filled;
      filled += first & 15;
      bits |= (long) (second >>> 4) << filled;
      filled += second & 15;
      bits |= (long) (third >>> 4) << filled;
      filled += third & 15;
      LONG.set(bytes, at, bits);
      at += filled >>> 3;
      bits >>>= filled & ~7;
      filled &= 7;
    }
    pending = bits;
    count = filled;
    length = at;
    for (; i < to; i++) {
      write(codes[data[i] & 0xff] >>> 4, codes[data[i] & 0xff] & 15);
    }
  }

  /** Leaves less than a byte pending. */
  private void flush() {
    LONG.set(bytes, length, pending);
    length += count >>> 3;
    pending >>>= count & ~7;
    count &= 7;
  }

  /** Fills the last byte with zeros. */
  void align() {
    reserve(Byte.SIZE);
    LONG.set(bytes, length, pending);
    length += (count + 7) / 8;
    pending = 0;
    count = 0;
  }

  /** Appends a number, highest byte first; aligned. */
  void writeInt(int value) {
    reserve(Integer.SIZE);
    write(Integer.toUnsignedLong(Integer.reverseBytes(value)), Integer.SIZE);
  }

  /** The array that holds the bytes from index 0 on, and more. */
  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }
}
