package io.cutmix.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** A PNG file while it is written, chunk by chunk (ISO/IEC 15948, 5). */
final class PngChunks {
  static final int GRAY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int RGBA = 6;

  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int OVERHEAD = 128;

  private final BitWriter out;

  /** The header chunk comes first. */
  PngChunks(int width, int height, int depth, int colours, int expectedBytes) {
    out = new BitWriter(expectedBytes + OVERHEAD);
    out.writeInt((int) (SIGNATURE >>> Integer.SIZE));
    out.writeInt((int) SIGNATURE);
    int header = start(IHDR);
    out.writeInt(width);
    out.writeInt(height);
    out.writeInt(depth << 24 | colours << 16);
    out.write(0, Byte.SIZE);
    finish(header);
  }

  void add(int type, byte[] data) {
    int chunk = start(type);
    out.reserve((long) data.length * Byte.SIZE);
    for (byte value : data) {
      out.write(value & 0xff, Byte.SIZE);
    }
    finish(chunk);
  }

  /** The rows, each behind the number of its filter. */
  void addRows(byte[] filtered) {
    int data = start(IDAT);
    ZlibEncoder.encode(filtered, out);
    finish(data);
  }

  /** The whole file. */
  byte[] end() {
    finish(start(IEND));
    return Arrays.copyOf(out.array(), out.length());
  }

  /** Where the chunk starts, for {@link #finish}. */
  private int start(int type) {
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
    out.align();
  }
}
