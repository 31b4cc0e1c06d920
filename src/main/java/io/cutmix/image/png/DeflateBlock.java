package io.cutmix.image.png;

import java.util.Arrays;

/**
 * Collects what a greedy search found, then writes it as one deflate block with codes of its own
 * (RFC 1951, 3.2.7). Bytes between the matches become literals.
 */
final class DeflateBlock {
  private static final int SHORTEST_MATCH = 3;
  private static final int LONGEST_MATCH = 258;
  private static final int LONGEST_CODE = 15;
  private static final int END = 256;
  private static final int LENGTH_SYMBOLS = 286;
  private static final int DISTANCE_SYMBOLS = 30;
  private static final int DYNAMIC = 2;
  private static final int DISTANCE_BITS = 16;

  private final byte[] data;
  private final int[] literals;
  private final int[] matches;
  private final int[] lengthCounts = new int[LENGTH_SYMBOLS];
  private final int[] distanceCounts = new int[DISTANCE_SYMBOLS];
  private int start;
  private int end;
  private int size;
  private long extraBits;

  /** A block that begins with the first of the bytes. */
  DeflateBlock(byte[] data, int mostMatches) {
    this.data = data;
    this.literals = new int[mostMatches];
    this.matches = new int[mostMatches];
  }

  /**
   * Adds a match behind the last one.
   *
   * @param at where it begins
   * @param length 3..258 bytes
   * @param distance 1..32768 bytes back from there
   */
  void match(int at, int length, int distance) {
    int lengthSymbol = lengthSymbol(length);
    int distanceSymbol = distanceSymbol(distance - 1);
    lengthCounts[lengthSymbol]++;
    distanceCounts[distanceSymbol]++;
    extraBits += lengthExtra(lengthSymbol) + distanceExtra(distanceSymbol);
    countLiterals(at);
    literals[size] = at - end;
    matches[size++] = length << DISTANCE_BITS | (distance - 1);
    end = at + length;
  }

  /** Writes the block up to the byte {@code to}, where the next one begins. */
  void write(int to, boolean last, BitWriter out) {
    countLiterals(to);
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
    writeContent(to, lengths, distances, out);
    lengths.write(END, out);
    restart(to);
  }

  private void countLiterals(int to) {
    int[] counts = lengthCounts;
    byte[] bytes = data;
    for (int i = end; i < to; i++) {
      counts[bytes[i] & 0xff]++;
    }
  }

  private void writeContent(int to, HuffmanCode lengths, HuffmanCode distances, BitWriter out) {
    int at = start;
    for (int i = 0; i < size; i++) {
      lengths.write(data, at, at + literals[i], out);
      int length = matches[i] >>> DISTANCE_BITS;
      writeLength(length, lengths, out);
      writeDistance(matches[i] & 0xffff, distances, out);
      at += literals[i] + length;
    }
    lengths.write(data, at, to, out);
  }

  private static void writeLength(int length, HuffmanCode code, BitWriter out) {
    int symbol = lengthSymbol(length);
    int extra = lengthExtra(symbol);
    code.write(symbol, out);
    out.write((length - SHORTEST_MATCH) & ((1 << extra) - 1), extra);
  }

  private static void writeDistance(int lessOne, HuffmanCode code, BitWriter out) {
    int symbol = distanceSymbol(lessOne);
    int extra = distanceExtra(symbol);
    code.write(symbol, out);
    out.write(lessOne & ((1 << extra) - 1), extra);
  }

  private void restart(int at) {
    Arrays.fill(lengthCounts, 0);
    Arrays.fill(distanceCounts, 0);
    start = at;
    end = at;
    size = 0;
    extraBits = 0;
  }

  /** Four symbols for each power of two from 8 on; one for each length below, and the longest. */
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

  /** Two symbols for each power of two from 2 on; one for each distance below. */
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
