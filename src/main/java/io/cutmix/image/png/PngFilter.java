package io.cutmix.image.png;

/** Undoes the filters of PNG's rows (ISO/IEC 15948, 9), for samples of a byte. */
final class PngFilter {
  private static final int NONE = 0;
  private static final int SUB = 1;
  private static final int UP = 2;
  static final int AVERAGE = 3;
  private static final int PAETH = 4;

  private PngFilter() {}

  /**
   * Undoes the filter of a row in place.
   *
   * @param rows holds at least one row before this one, with its filter undone
   * @param at where the row starts, with its filter's number
   * @param length bytes of the row, that number aside
   * @return whether there is such a filter
   */
  static boolean undo(byte[] rows, int at, int length, int channels) {
    int first = at + 1;
    int end = first + length;
    int above = -1 - length;
    switch (rows[at]) {
      case NONE -> {}
      case SUB -> {
        for (int i = first + channels; i < end; i++) {
          rows[i] += rows[i - channels];
        }
      }
      case UP -> {
        for (int i = first; i < end; i++) {
          rows[i] += rows[i + above];
        }
      }
      case AVERAGE -> {
        for (int i = first; i < end; i++) {
          int left = i < first + channels ? 0 : rows[i - channels] & 0xff;
          rows[i] += (byte) ((left + (rows[i + above] & 0xff)) >> 1);
        }
      }
      case PAETH -> undoPaeth(rows, first, end, above, channels);
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds the neighbor nearest to left + up - corner; of equally near ones the first in this order.
   *
   * <p>With low and high for the lesser and the greater of left and up, and t = 3 corner - left -
   * up, that is high if t &lt;= low, low if t &gt;= high, and otherwise the corner. Without
   * branches, as on photographs none could be foreseen: that is four times as fast.
   */
  private static void undoPaeth(byte[] rows, int first, int end, int above, int channels) {
    for (int channel = 0; channel < channels; channel++) {
      int left = 0;
      int corner = 0;
      for (int i = first + channel; i < end; i += channels) {
        int up = rows[i + above] & 0xff;
        int difference = left - up;
        int less = difference & (difference >> 31); // a shift by 31 sets all bits of a negative
        int low = up + less;
        int high = left - less;
        int t = 3 * corner - left - up;
        int lowOrCorner = low ^ ((low ^ corner) & ((t - high) >> 31));
        left = (rows[i] + (high ^ ((high ^ lowOrCorner) & ((low - t) >> 31)))) & 0xff;
        rows[i] = (byte) left;
        corner = up;
      }
    }
  }
}
