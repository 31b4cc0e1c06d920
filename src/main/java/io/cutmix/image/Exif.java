package io.cutmix.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** The one EXIF tag that changes pixels; EXIF data is laid out as a small TIFF file. */
final class Exif {
  private static final int ORIENTATION_TAG = 0x0112;
  private static final int SHORT = 3;

  private Exif() {}

  /**
   * The orientation in the first directory of the TIFF structure that starts at {@code start}.
   * Broken EXIF data must not cost the picture, so it counts as upright.
   */
  static Orientation orientation(ImageInputStream input, long start) throws IOException {
    ByteOrder order = input.getByteOrder();
    try {
      return find(input, start);
    } catch (EOFException | IndexOutOfBoundsException endsEarly) {
      return Orientation.UPRIGHT;
    } finally {
      input.setByteOrder(order);
    }
  }

  private static Orientation find(ImageInputStream input, long start) throws IOException {
    input.seek(start);
    int mark = input.readUnsignedShort();
    input.setByteOrder(mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int magic = input.readUnsignedShort();
    boolean big = magic == 43;
    if ((mark != 0x4949 && mark != 0x4d4d) || (magic != 42 && !big)) {
      return Orientation.UPRIGHT;
    }
    if (big) {
      input.readInt();
    }
    input.seek(start + (big ? input.readLong() : input.readUnsignedInt()));
    long entries = big ? input.readLong() : input.readUnsignedShort();
    for (long i = 0; i < Math.min(entries, 0xffff); i++) {
      int tag = input.readUnsignedShort();
      int type = input.readUnsignedShort();
      input.skipBytes(big ? 8 : 4);
      int value = input.readUnsignedShort();
      if (tag == ORIENTATION_TAG && type == SHORT) {
        return Orientation.of(value);
      }
      input.skipBytes(big ? 6 : 2);
    }
    return Orientation.UPRIGHT;
  }
}
