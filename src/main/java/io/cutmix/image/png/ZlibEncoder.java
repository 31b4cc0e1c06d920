package io.cutmix.image.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * Compresses the filtered rows of images to a zlib stream (RFC 1950): smaller than zlib's level 1
 * makes photographs, and about as small as that for drawings.
 *
 * <p>The JDK's {@link java.util.zip.Deflater} is the system's zlib on some machines, and each gives
 * bytes of its own. These are the same everywhere; and small images take half the time.
 */
final class ZlibEncoder {
  /** Few filtered samples are worth a match: shorter ones take more bits than their literals. */
  private static final int SHORTEST_MATCH = Long.BYTES;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int LONGEST_MATCH = 258;
  private static final int PATIENCE = 64;
  private static final int HEADER = 0x0178; // deflate, window of 32 KiB, fastest
  private static final int WINDOW = 1 << 15;
  private static final int BLOCK_BYTES = 1 << 16;
  private static final int LEAST_HASH_BITS = 8;
  private static final int MOST_HASH_BITS = 13;

  private final byte[] data;
  private final int end;
  private final BitWriter out;
  private final DeflateBlock block;
  private final int[] seen;
  private final int shift;

  private ZlibEncoder(byte[] data, BitWriter out) {
    this.data = data;
    this.end = data.length;
    this.out = out;
    this.block = new DeflateBlock(data, Math.min(end, BLOCK_BYTES) / SHORTEST_MATCH + 1);
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(end);
    int hashBits = Math.max(LEAST_HASH_BITS, Math.min(MOST_HASH_BITS, bits));
    this.seen = new int[1 << hashBits];
    this.shift = Long.SIZE - hashBits;
  }

  /** Appends the compressed form of the data, to whole bytes. */
  static void encode(byte[] data, BitWriter out) {
    out.reserve(Short.SIZE);
    out.write(HEADER, Short.SIZE);
    new ZlibEncoder(data, out).deflate();
    out.align();
    Adler32 sum = new Adler32();
    sum.update(data);
    out.writeInt((int) sum.getValue());
  }

  private void deflate() {
    int at = Math.min(1, end); // nothing lies before the first byte
    do {
      at = search(at, Math.min(end, at + BLOCK_BYTES));
      block.write(at, at == end, out);
    } while (at < end);
  }

  /**
   * Adds the matches that begin before {@code to}; returns where the last ends, if behind it. The
   * longer there is none, the fewer places it tries: photographs have few, drawings many.
   */
  private int search(int from, int to) {
    int last = Math.min(to, end - SHORTEST_MATCH + 1);
    int matched = from;
    int at = from;
    while (at < last) {
      int hash = (int) (((long) LONG.get(data, at) * 0x9e3779b97f4a7c15L) >>> shift);
      int before = seen[hash];
      seen[hash] = at;
      int length = data[before] == data[at] && at - before <= WINDOW ? matchLength(before, at) : 0;
      if (length >= SHORTEST_MATCH) {
        block.match(at, length, at - before);
        at += length;
        matched = at;
      } else {
        at += 1 + (at - matched) / PATIENCE;
      }
    }
    return Math.max(matched, to);
  }

  private int matchLength(int before, int at) {
    int longest = Math.min(LONGEST_MATCH, end - at);
    int length = Arrays.mismatch(data, before, before + longest, data, at, at + longest);
    return length < 0 ? longest : length;
  }
}
