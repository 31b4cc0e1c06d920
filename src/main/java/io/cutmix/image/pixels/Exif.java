package io.cutmix.image.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** EXIF data, which is laid out as a small TIFF file. */
public final class Exif {
  private static final int ORIENTATION_TAG = 0x0112;
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  /** "Exif"; two zeros follow. */
  private static final int MARK = 0x45786966;

  private static final int MARK_BYTES = 6;

  /** There are some two hundred tags. */
  private static final int MOST_ENTRIES = 1 << 10;

  private Exif() {}

  /**
   * The orientation in the first directory of the TIFF structure that starts at {@code start}.
   * Broken EXIF data must not cost the image, so it counts as upright. The mark that JPEG has
   * before it is passed over, since many programs copy it into other formats.
   */
  public static Orientation orientation(ImageInputStream input, long start) throws IOException {
    ByteOrder order = input.getByteOrder();
    try {
      input.seek(start);
      input.setByteOrder(ByteOrder.BIG_ENDIAN);
      boolean marked = input.readInt() == MARK;
      return Orientation.of(find(input, marked ? start + MARK_BYTES : start));
    } catch (EOFException | IndexOutOfBoundsException endsEarly) {
      return Orientation.UPRIGHT;
    } finally {
      input.setByteOrder(order);
    }
  }

  /** The number that stands for it; 0 if there is none. */
  private static int find(ImageInputStream input, long start) throws IOException {
    input.seek(start);
    int mark = input.readUnsignedShort();
    input.setByteOrder(mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if ((mark != 0x4949 && mark != 0x4d4d) || input.readUnsignedShort() != 42) {
      return 0;
    }
    input.seek(start + input.readUnsignedInt());
    for (int left = Math.min(input.readUnsignedShort(), MOST_ENTRIES); left > 0; left--) {
      int tag = input.readUnsignedShort();
      int type = input.readUnsignedShort();
      input.readInt(); // how many
      if (tag == ORIENTATION_TAG) {
        return switch (type) {
          case BYTE -> input.readUnsignedByte();
          case SHORT -> input.readUnsignedShort();
          case LONG -> input.readInt();
          default -> 0;
        };
      }
      input.readInt();
    }
    return 0;
  }
}
