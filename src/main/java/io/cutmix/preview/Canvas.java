package io.cutmix.preview;

/**
 * Pixels that can be drawn on; what falls outside is lost. Colors are {@code 0xrrggbb}.
 *
 * @param rgb row by row, red, green and blue of each pixel; not a copy
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Canvas(int width, int height, byte[] rgb) {
  Canvas(int width, int height, int color) {
    this(width, height, new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))]);
    fill(0, 0, width, height, color);
  }

  void fill(int left, int top, int columns, int rows, int color) {
    for (int y = top; y < top + rows; y++) {
      for (int x = left; x < left + columns; x++) {
        ink(x, y, color, 255);
      }
    }
  }

  /** The edges of a rectangle, drawn on its outermost pixels. */
  void outline(int left, int top, int columns, int rows, int color) {
    fill(left, top, columns, 1, color);
    fill(left, top + rows - 1, columns, 1, color);
    fill(left, top, 1, rows, color);
    fill(left + columns - 1, top, 1, rows, color);
  }

  void image(Tile tile, int left, int top) {
    for (int y = 0; y < tile.height(); y++) {
      int from = 3 * tile.width() * y;
      System.arraycopy(tile.rgb(), from, rgb, 3 * ((top + y) * width + left), 3 * tile.width());
    }
  }

  /** A line of text; {@code top} is that of its cells. */
  void text(Glyphs glyphs, String text, int left, int top, int color) {
    int at = left;
    for (int character : text.codePoints().toArray()) {
      for (int y = 0; y < Glyphs.CELL; y++) {
        for (int x = 0; x < Glyphs.CELL; x++) {
          ink(at + x - Glyphs.LEAD, top + y, color, glyphs.ink(character, x, y));
        }
      }
      at += glyphs.advance(character);
    }
  }

  private void ink(int x, int y, int color, int ink) {
    if (ink > 0 && x >= 0 && x < width && y >= 0 && y < height) {
      int at = 3 * (y * width + x);
      for (int c = 0; c < 3; c++) {
        int wanted = color >> (16 - 8 * c) & 0xff;
        int there = rgb[at + c] & 0xff;
        rgb[at + c] = (byte) (there + (wanted - there) * ink / 255);
      }
    }
  }
}
