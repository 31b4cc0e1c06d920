package io.cutmix.image;

/** Writes class numbers and their palette as PNG. */
final class MaskWriter {
  private static final int PLTE = 0x504c5445;
  private static final int TRNS = 0x74524e53;

  private MaskWriter() {}

  static byte[] write(Mask mask) {
    int rowBytes = (mask.width() * mask.depth() + 7) / 8;
    boolean indexed = mask.palette().length > 0;
    PngChunks png =
        new PngChunks(
            mask.width(),
            mask.height(),
            mask.depth(),
            indexed ? PngChunks.PALETTE : PngChunks.GRAY,
            rowBytes * mask.height() / 8);
    if (indexed) {
      png.add(PLTE, mask.palette());
    }
    if (mask.transparency().length > 0) {
      png.add(TRNS, mask.transparency());
    }
    png.addRows(rows(mask, rowBytes));
    return png.end();
  }

  /** Unfiltered, as differences between class numbers mean nothing. */
  private static byte[] rows(Mask mask, int rowBytes) {
    byte[] rows = new byte[Math.multiplyExact(1 + rowBytes, mask.height())];
    int depth = mask.depth();
    for (int y = 0; y < mask.height(); y++) {
      int start = y * (1 + rowBytes) + 1;
      for (int x = 0; x < mask.width(); x++) {
        int number = mask.at(x, y);
        if (depth == 16) {
          rows[start + 2 * x] = (byte) (number >> 8);
          rows[start + 2 * x + 1] = (byte) number;
        } else {
          int bit = x * depth;
          rows[start + bit / 8] |= (byte) (number << (8 - depth - bit % 8));
        }
      }
    }
    return rows;
  }
}
