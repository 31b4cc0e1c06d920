package io.cutmix.image;

import java.util.Arrays;

/**
 * Collects literals and matches, then writes them as one deflate block with codes of its own (RFC
 * 1951, 3.2.7).
 */
final class DeflateBlock {
  static final int SHORTEST_MATCH = 3;
  static final int LONGEST_MATCH = 258;

  private static final int LONGEST_CODE = 15;
  private static final int END = 256;
  private static final int LENGTH_SYMBOLS = 286;
  private static final int DISTANCE_SYMBOLS = 30;
  private static final int DYNAMIC = 2;
  private static final int DISTANCE_BITS = 16;

  /** A byte, or a length above the bits of its distance less one. */
  private final int[] tokens;

  private final int[] lengthCounts = new int[LENGTH_SYMBOLS];
  private final int[] distanceCounts = new int[DISTANCE_SYMBOLS];
  private int size;
  private long extraBits;

  DeflateBlock(int capacity) {
    tokens = new int[capacity];
  }

  boolean isFull() {
    return size == tokens.length;
  }

  void literal(byte literal) {
    int symbol = literal & 0xff;
    lengthCounts[symbol]++;
    tokens[size++] = symbol;
  }

  /**
   * Repeats what came before.
   *
   * @param length 3..258 bytes
   * @param distance 1..32768 bytes back
   */
  void match(int length, int distance) {
    int lengthSymbol = lengthSymbol(length);
    int distanceSymbol = distanceSymbol(distance - 1);
    lengthCounts[lengthSymbol]++;
    distanceCounts[distanceSymbol]++;
    extraBits += lengthExtra(lengthSymbol) + distanceExtra(distanceSymbol);
    tokens[size++] = length << DISTANCE_BITS | (distance - 1);
  }

  /** Writes the block and empties it. */
  void write(BitWriter out, boolean last) {
    lengthCounts[END] = 1;
    // Some readers do not know that there may be no distance code at all.
    distanceCounts[0] = Math.max(1, distanceCounts[0]);
    HuffmanCode lengths = new HuffmanCode(lengthCounts, LONGEST_CODE);
    HuffmanCode distances = new HuffmanCode(distanceCounts, LONGEST_CODE);
    out.reserve(
        CodeLengths.MOST_BITS
            + lengths.bits(lengthCounts)
            + distances.bits(distanceCounts)
            + extraBits);
    out.write((last ? 1 : 0) | DYNAMIC << 1, 3);
    CodeLengths.write(lengths, distances, out);
    writeTokens(lengths, distances, out);
    out.write(lengths.code(END), lengths.length(END));
    clear();
  }

  private void writeTokens(HuffmanCode lengths, HuffmanCode distances, BitWriter out) {
    for (int i = 0; i < size; i++) {
      int token = tokens[i];
      int length = token >>> DISTANCE_BITS;
      if (length == 0) {
        out.write(lengths.code(token), lengths.length(token));
      } else {
        writeLength(length, lengths, out);
        writeDistance(token & 0xffff, distances, out);
      }
    }
  }

  private static void writeLength(int length, HuffmanCode lengths, BitWriter out) {
    int symbol = lengthSymbol(length);
    int extra = lengthExtra(symbol);
    out.write(lengths.code(symbol), lengths.length(symbol));
    out.write((length - SHORTEST_MATCH) & ((1 << extra) - 1), extra);
  }

  private static void writeDistance(int lessOne, HuffmanCode distances, BitWriter out) {
    int symbol = distanceSymbol(lessOne);
    int extra = distanceExtra(symbol);
    out.write(distances.code(symbol), distances.length(symbol));
    out.write(lessOne & ((1 << extra) - 1), extra);
  }

  private void clear() {
    Arrays.fill(lengthCounts, 0);
    Arrays.fill(distanceCounts, 0);
    size = 0;
    extraBits = 0;
  }

  /**
   * Four symbols for each power of two from 8 on, one for each length below and for the longest.
   */
  private static int lengthSymbol(int length) {
    int above = length - SHORTEST_MATCH;
    if (length == LONGEST_MATCH) {
      return LENGTH_SYMBOLS - 1;
    }
    if (above < 8) {
      return END + 1 + above;
    }
    int power = 31 - Integer.numberOfLeadingZeros(above);
    return END + 1 + 4 * (power - 1) + ((above >> (power - 2)) & 3);
  }

  private static int lengthExtra(int symbol) {
    int above = symbol - END - 1;
    return above < 8 || symbol == LENGTH_SYMBOLS - 1 ? 0 : (above >> 2) - 1;
  }

  /** Two symbols for each power of two from 2 on, one for each distance below. */
  private static int distanceSymbol(int lessOne) {
    if (lessOne < 4) {
      return lessOne;
    }
    int power = 31 - Integer.numberOfLeadingZeros(lessOne);
    return 2 * power + ((lessOne >> (power - 1)) & 1);
  }

  private static int distanceExtra(int symbol) {
    return symbol < 4 ? 0 : (symbol >> 1) - 1;
  }
}
