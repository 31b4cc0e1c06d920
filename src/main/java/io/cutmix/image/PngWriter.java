package io.cutmix.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes gray, RGB and RGBA as PNG (ISO/IEC 15948): the same bytes on every machine, in half the
 * time and about the size that libpng takes at zlib's level 1.
 *
 * <p>All rows have the average filter. That of Paeth makes photographs a tenth smaller, but takes
 * as long as all the rest.
 */
final class PngWriter {
  private PngWriter() {}

  /** The picture whose pixels start at the buffer's position. */
  static byte[] encode(ByteBuffer pixels, ImageShape shape) {
    int colours =
        switch (shape.channels()) {
          case 1 -> PngChunks.GRAY;
          case 3 -> PngChunks.RGB;
          default -> PngChunks.RGBA;
        };
    PngChunks png =
        new PngChunks(shape.width(), shape.height(), shape.depth(), colours, shape.bytes() / 2);
    png.addRows(filtered(pixels, shape));
    return png.end();
  }

  /** PNG has the higher byte first. */
  private static void swapBytes(byte[] row) {
    for (int i = 0; i < row.length; i += 2) {
      byte first = row[i];
      row[i] = row[i + 1];
      row[i + 1] = first;
    }
  }

  private static byte[] filtered(ByteBuffer pixels, ImageShape shape) {
    int pixelBytes = shape.channels() * shape.depth() / 8;
    int length = shape.width() * pixelBytes;
    byte[] filtered = new byte[Math.multiplyExact(1 + length, shape.height())];
    byte[] above = new byte[length];
    byte[] row = new byte[length];
    for (int y = 0; y < shape.height(); y++) {
      pixels.get(pixels.position() + y * length, row);
      if (shape.depth() == 16 && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
        swapBytes(row);
      }
      PngFilter.average(row, above, pixelBytes, filtered, y * (1 + length));
      byte[] free = above;
      above = row;
      row = free;
    }
    return filtered;
  }
}
