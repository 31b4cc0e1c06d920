package io.cutmix.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Adler32;

/**
 * Compresses bytes to a zlib stream (RFC 1950), greedily, about as small as zlib's level 1.
 *
 * <p>The JDK's own {@link java.util.zip.Deflater} is that of the system on some machines and gives
 * other bytes there; it also takes twice the time for small pictures. This gives the same bytes
 * everywhere.
 */
final class ZlibEncoder {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HEADER = 0x7801; // deflate, window of 32 KiB, fastest
  private static final int WINDOW = 32768;
  private static final int BLOCK_TOKENS = 16384;
  private static final int MOST_HASH_BITS = 13;

  private final byte[] data;
  private final int end;
  private final BitWriter out;
  private final DeflateBlock block;
  private final int[] heads;
  private final int shift;

  private ZlibEncoder(byte[] data, int end, BitWriter out) {
    this.data = data;
    this.end = end;
    this.out = out;
    this.block = new DeflateBlock(Math.min(end + 1, BLOCK_TOKENS));
    int bits = Math.max(8, Math.min(MOST_HASH_BITS, 31 - Integer.numberOfLeadingZeros(end | 1)));
    this.heads = new int[1 << bits];
    this.shift = 32 - bits;
  }

  /** Appends the compressed form of {@code data[0..length)}. */
  static void encode(byte[] data, int length, BitWriter out) {
    out.reserve(Short.SIZE);
    out.write(Short.reverseBytes((short) HEADER) & 0xffff, Short.SIZE);
    new ZlibEncoder(data, length, out).deflate();
    out.align();
    Adler32 sum = new Adler32();
    sum.update(data, 0, length);
    out.writeInt((int) sum.getValue());
  }

  private void deflate() {
    int at = 0;
    while (at < end) {
      if (block.isFull()) {
        block.write(out, false);
      }
      int before = at + Integer.BYTES <= end ? candidate(at) : -1;
      if (before >= 0) {
        int length = matchLength(before, at);
        block.match(length, at - before);
        at += length;
      } else {
        block.literal(data[at++]);
      }
    }
    block.write(out, true);
  }

  /** Where the four bytes were seen last, if that is not too far; -1 otherwise. */
  private int candidate(int at) {
    int four = (int) INT.get(data, at);
    int hash = (four * 0x9e3779b1) >>> shift;
    int before = heads[hash] - 1;
    heads[hash] = at + 1;
    return before >= 0 && at - before <= WINDOW && (int) INT.get(data, before) == four
        ? before
        : -1;
  }

  private int matchLength(int before, int at) {
    int longest = Math.min(DeflateBlock.LONGEST_MATCH, end - at);
    int length = Integer.BYTES;
    while (length + Long.BYTES <= longest) {
      long difference = (long) LONG.get(data, before + length) ^ (long) LONG.get(data, at + length);
      if (difference != 0) {
        return length + Long.numberOfTrailingZeros(difference) / 8;
      }
      length += Long.BYTES;
    }
    while (length < longest && data[before + length] == data[at + length]) {
      length++;
    }
    return length;
  }
}
