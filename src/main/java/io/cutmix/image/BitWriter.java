package io.cutmix.image;

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
      LONG.set(bytes, length, pending);
      length += Integer.BYTES;
      pending >>>= Integer.SIZE;
      count -= Integer.SIZE;
    }
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
