package io.cutmix.plan;

import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A pseudo-random permutation of {@code 0..size-1} that answers, in constant memory, what stands at
 * a position and where something stands.
 *
 * <p>A balanced Feistel network over the next power of four (Luby and Rackoff, "How to construct
 * pseudorandom permutations from pseudorandom functions", 1988), walked on until it falls below
 * {@code size} (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002). Immutable and
 * thread-safe.
 */
public final class Shuffle implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int ROUNDS = 8;

  /** A small domain has too few distinct round functions to look random. */
  private static final int MIN_HALF_BITS = 6;

  private final long size;
  private final int halfBits;
  private final long halfMask;
  private final long[] roundKeys;

  /**
   * Draws a permutation.
   *
   * @param size number of positions, at least 1
   * @param random gives the key
   */
  public Shuffle(long size, UniformRandomProvider random) {
    this.size = size;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    this.halfBits = Math.max(MIN_HALF_BITS, (bits + 1) / 2);
    this.halfMask = (1L << halfBits) - 1;
    this.roundKeys = random.longs(ROUNDS).toArray();
  }

  /**
   * What stands at a position.
   *
   * @param position in {@code 0..size-1}
   */
  public long at(long position) {
    long value = position;
    do {
      value = permute(value);
    } while (value >= size);
    return value;
  }

  private long permute(long value) {
    long left = value >>> halfBits;
    long right = value & halfMask;
    for (long key : roundKeys) {
      long next = left ^ (hash(right ^ key) & halfMask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }

  /** Stafford's variant 13 of the 64-bit finalizer of MurmurHash3, as in SplitMix64. */
  private static long hash(long value) {
    long h = value;
    h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
    h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
    return h ^ (h >>> 31);
  }
}
