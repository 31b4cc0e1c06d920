package io.cutmix.image.png;

/** The head of a deflate block: the lengths of its codes, run-length and Huffman coded in turn. */
final class CodeLengths {
  /** Bits that the head takes at most: counts, 19 lengths, 316 lengths of up to 7 + 7 bits. */
  static final int MOST_BITS = 17 + 19 * 3 + 316 * 14;

  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };
  private static final int LONGEST_CODE = 7;
  private static final int REPEAT_LAST = 16;
  private static final int FEW_ZEROS = 17;
  private static final int MANY_ZEROS = 18;

  /** Symbols, each above the 7 bits of its repetition. */
  private final int[] tokens;

  private final int[] counts = new int[ORDER.length];
  private int size;

  private CodeLengths(byte[] lengths) {
    tokens = new int[lengths.length];
    for (int i = 0; i < lengths.length; ) {
      int run = 1;
      while (i + run < lengths.length && lengths[i + run] == lengths[i]) {
        run++;
      }
      addRun(lengths[i], run);
      i += run;
    }
  }

  static void write(HuffmanCode lengths, HuffmanCode distances, BitWriter out) {
    int lengthSymbols = used(lengths, 257);
    int distanceSymbols = used(distances, 1);
    byte[] all = new byte[lengthSymbols + distanceSymbols];
    for (int i = 0; i < lengthSymbols; i++) {
      all[i] = (byte) lengths.length(i);
    }
    for (int i = 0; i < distanceSymbols; i++) {
      all[lengthSymbols + i] = (byte) distances.length(i);
    }
    out.write(lengthSymbols - 257, 5);
    out.write(distanceSymbols - 1, 5);
    new CodeLengths(all).write(out);
  }

  private static int used(HuffmanCode code, int least) {
    int used = code.symbols();
    while (used > least && code.length(used - 1) == 0) {
      used--;
    }
    return used;
  }

  private void addRun(int length, int run) {
    int left = run;
    if (length > 0) {
      token(length, 0);
      left--;
    }
    while (left >= 3) {
      int symbol = length > 0 ? REPEAT_LAST : left > 10 ? MANY_ZEROS : FEW_ZEROS;
      int least = symbol == MANY_ZEROS ? 11 : 3;
      int count = Math.min(left, symbol == MANY_ZEROS ? 138 : symbol == FEW_ZEROS ? 10 : 6);
      token(symbol, count - least);
      left -= count;
    }
    for (; left > 0; left--) {
      token(length, 0);
    }
  }

  private void token(int symbol, int repetition) {
    counts[symbol]++;
    tokens[size++] = symbol << 7 | repetition;
  }

  private void write(BitWriter out) {
    HuffmanCode code = new HuffmanCode(counts, LONGEST_CODE);
    int written = ORDER.length;
    while (written > 4 && code.length(ORDER[written - 1]) == 0) {
      written--;
    }
    out.write(written - 4, 4);
    for (int i = 0; i < written; i++) {
      out.write(code.length(ORDER[i]), 3);
    }
    for (int i = 0; i < size; i++) {
      int symbol = tokens[i] >> 7;
      code.write(symbol, out);
      out.write(tokens[i] & 0x7f, extra(symbol));
    }
  }

  private static int extra(int symbol) {
    return switch (symbol) {
      case REPEAT_LAST -> 2;
      case FEW_ZEROS -> 3;
      case MANY_ZEROS -> 7;
      default -> 0;
    };
  }
}
