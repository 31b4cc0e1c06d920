package io.cutmix.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Writes gray, RGB and RGBA as PNG (ISO/IEC 15948): the same bytes on every machine, in half the
 * time and about the size that libpng takes at zlib's level 1.
 *
 * <p>All rows have the average filter. That of Paeth makes photographs a tenth smaller, but takes
 * as long as all the rest.
 */
final class PngWriter {
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int OVERHEAD = 128;

  private final BitWriter out;

  private PngWriter(int bytes) {
    out = new BitWriter(bytes);
  }

  /** The picture whose pixels start at the buffer's position. */
  static byte[] encode(ByteBuffer pixels, ImageShape shape) {
    PngWriter writer = new PngWriter(shape.bytes() / 2 + OVERHEAD);
    writer.out.writeInt((int) (SIGNATURE >>> Integer.SIZE));
    writer.out.writeInt((int) SIGNATURE);
    writer.header(shape);
    int data = writer.start(IDAT);
    ZlibEncoder.encode(filtered(pixels, shape), writer.out);
    writer.finish(data);
    writer.finish(writer.start(IEND));
    return Arrays.copyOf(writer.out.array(), writer.out.length());
  }

  private void header(ImageShape shape) {
    int header = start(IHDR);
    out.writeInt(shape.width());
    out.writeInt(shape.height());
    int colours = shape.channels() == 1 ? 0 : shape.channels() == 3 ? 2 : 6;
    out.writeInt(shape.depth() << 24 | colours << 16);
    out.write(0, Byte.SIZE);
    out.align();
    finish(header);
  }

  /** Where the chunk starts, for {@link #finish}. */
  private int start(int type) {
    out.align();
    int start = out.length();
    out.writeInt(0);
    out.writeInt(type);
    return start;
  }

  private void finish(int start) {
    out.align();
    int length = out.length() - start - 2 * Integer.BYTES;
    ByteBuffer.wrap(out.array()).putInt(start, length);
    CRC32 sum = new CRC32();
    sum.update(out.array(), start + Integer.BYTES, length + Integer.BYTES);
    out.writeInt((int) sum.getValue());
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
