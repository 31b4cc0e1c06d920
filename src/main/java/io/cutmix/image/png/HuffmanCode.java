package io.cutmix.image.png;

import java.util.Arrays;

/**
 * A Huffman code for counted symbols, in the canonical form of RFC 1951, 3.2.2: short codes for
 * frequent symbols, none longer than a limit.
 */
final class HuffmanCode {
  private static final int SYMBOL_BITS = 9;
  private static final int DIGIT_BITS = 6;
  private static final int DIGITS = 1 << DIGIT_BITS;

  /** For each symbol its code, first bit lowest, above the 4 bits of the code's length. */
  private final int[] codes;

  /**
   * @param counts how often each symbol occurs; below 2^22, at most 512 symbols
   * @param longest bits of the longest code allowed, up to 15
   */
  HuffmanCode(int[] counts, int longest) {
    int[] ascending = ascending(counts);
    int[] ofLength = limited(lengths(ascending), longest);
    this.codes = new int[counts.length];
    for (int length = longest, i = 0; length > 0; length--) {
      for (int k = 0; k < ofLength[length]; k++, i++) {
        codes[ascending[i] & ((1 << SYMBOL_BITS) - 1)] = length;
      }
    }
    number(codes, ofLength);
  }

  int symbols() {
    return codes.length;
  }

  /** Bits of a symbol's code; 0 if it does not occur. */
  int length(int symbol) {
    return codes[symbol] & 15;
  }

  /** Writes a symbol that occurs. */
  void write(int symbol, BitWriter out) {
    int code = codes[symbol];
    out.write(code >>> 4, code & 15);
  }

  /** Writes the symbols {@code data[from..to)}, which occur. */
  void write(byte[] data, int from, int to, BitWriter out) {
    out.writeCodes(data, from, to, codes);
  }

  /** Bits that all the counted symbols take. */
  long bits(int[] counts) {
    long bits = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      bits += (long) counts[symbol] * length(symbol);
    }
    return bits;
  }

  /** The symbols that occur, rarest first, each below its count. */
  private static int[] ascending(int[] counts) {
    int[] ascending = new int[counts.length];
    int used = 0;
    int union = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      int count = counts[symbol];
      if (count > 0) {
        ascending[used++] = count << SYMBOL_BITS | symbol;
        union |= count;
      }
    }
    ascending = Arrays.copyOf(ascending, used);
    for (int shift = SYMBOL_BITS; union > 0; shift += DIGIT_BITS, union >>= DIGIT_BITS) {
      ascending = byDigit(ascending, shift);
    }
    return ascending;
  }

  /** Sorts by one digit and leaves equals in their order: on few bits faster than any comparing. */
  private static int[] byDigit(int[] values, int shift) {
    int[] next = new int[DIGITS + 1];
    for (int value : values) {
      next[1 + ((value >> shift) & (DIGITS - 1))]++;
    }
    for (int digit = 1; digit < DIGITS; digit++) {
      next[digit] += next[digit - 1];
    }
    int[] sorted = new int[values.length];
    for (int value : values) {
      sorted[next[(value >> shift) & (DIGITS - 1)]++] = value;
    }
    return sorted;
  }

  /**
   * How many codes of each length the best code has, by the method of A. Moffat and J. Katajainen,
   * "In-place calculation of minimum-redundancy codes", 1995: one array holds first the weights of
   * leaves and nodes, then the nodes' parents, then their depths.
   */
  private static int[] lengths(int[] ascending) {
    int leaves = ascending.length;
    if (leaves < 2) {
      return new int[] {0, leaves};
    }
    int[] node = new int[leaves];
    for (int i = 0; i < leaves; i++) {
      node[i] = ascending[i] >> SYMBOL_BITS;
    }
    linkParents(node);
    node[leaves - 2] = 0;
    for (int i = leaves - 3; i >= 0; i--) {
      node[i] = node[node[i]] + 1;
    }
    return countLeaves(node);
  }

  private static void linkParents(int[] node) {
    int root = 0;
    int leaf = 0;
    for (int next = 0; next < node.length - 1; next++) {
      int weight = 0;
      for (int child = 0; child < 2; child++) {
        if (leaf >= node.length || (root < next && node[root] < node[leaf])) {
          weight += node[root];
          node[root++] = next;
        } else {
          weight += node[leaf++];
        }
      }
      node[next] = weight;
    }
  }

  /** Places at a depth that no inner node takes are leaves. */
  private static int[] countLeaves(int[] depths) {
    int[] ofLength = new int[depths.length + 1];
    int inner = depths.length - 2;
    int places = 1;
    for (int depth = 0; places > 0; depth++) {
      int nodes = 0;
      while (inner >= 0 && depths[inner] == depth) {
        nodes++;
        inner--;
      }
      ofLength[depth] = places - nodes;
      places = 2 * nodes;
    }
    return ofLength;
  }

  /** Shortens the codes that are too long, and pays for it by lengthening the next shorter ones. */
  private static int[] limited(int[] ofLength, int longest) {
    int[] limited = Arrays.copyOf(ofLength, longest + 1);
    for (int length = longest + 1; length < ofLength.length; length++) {
      limited[longest] += ofLength[length];
    }
    long taken = 0;
    for (int length = 1; length <= longest; length++) {
      taken += (long) limited[length] << (longest - length);
    }
    for (; taken > 1L << longest; taken--) {
      int shorter = longest - 1;
      while (limited[shorter] == 0) {
        shorter--;
      }
      limited[longest]--;
      limited[shorter]--;
      limited[shorter + 1] += 2;
    }
    return limited;
  }

  /** Puts the codes above their lengths. */
  private static void number(int[] codes, int[] ofLength) {
    int[] next = new int[ofLength.length];
    for (int length = 1, code = 0; length < next.length; length++) {
      next[length] = code;
      code = (code + ofLength[length]) << 1;
    }
    for (int symbol = 0; symbol < codes.length; symbol++) {
      int length = codes[symbol];
      if (length > 0) {
        int reversed = Integer.reverse(next[length]++) >>> (Integer.SIZE - length);
        codes[symbol] = reversed << 4 | length;
      }
    }
  }
}
