package io.cutmix.image.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** The tags of TIFF files that change pixels; EXIF data is laid out as a small TIFF file. */
public final class Exif {
  private static final int ORIENTATION_TAG = 0x0112;
  private static final int PROFILE_TAG = 0x8773;
  private static final int EXTRA_SAMPLES_TAG = 0x0152;
  private static final int ASSOCIATED = 1;
  private static final int SHORT = 3;

  /** "Exif"; two zeros follow. */
  private static final int MARK = 0x45786966;

  private static final int MARK_BYTES = 6;

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
      int width = find(input, marked ? start + MARK_BYTES : start, ORIENTATION_TAG);
      if (width == 0 || input.readUnsignedShort() != SHORT) {
        return Orientation.UPRIGHT;
      }
      input.skipBytes(width);
      return Orientation.of(input.readUnsignedShort());
    } catch (EOFException | IndexOutOfBoundsException endsEarly) {
      return Orientation.UPRIGHT;
    } finally {
      input.setByteOrder(order);
    }
  }

  /** The color profile of a TIFF file. */
  public static Optional<IccProfile> profile(ImageInputStream input) throws IOException {
    ByteOrder order = input.getByteOrder();
    try {
      int width = find(input, 0, PROFILE_TAG);
      if (width == 0) {
        return Optional.empty();
      }
      input.readUnsignedShort();
      long length = number(input, width);
      input.seek(number(input, width));
      return IccProfile.read(input, length);
    } finally {
      input.setByteOrder(order);
    }
  }

  /** Whether a TIFF file's colors are stored multiplied by alpha. */
  public static boolean isAlphaAssociated(ImageInputStream input) throws IOException {
    return value(input, EXTRA_SAMPLES_TAG) == ASSOCIATED;
  }

  /** The first number of a tag in the first directory of a TIFF file; 0 if it isn't there. */
  public static long value(ImageInputStream input, int tag) throws IOException {
    ByteOrder order = input.getByteOrder();
    try {
      int width = find(input, 0, tag);
      if (width == 0) {
        return 0;
      }
      boolean isShort = input.readUnsignedShort() == SHORT;
      long count = number(input, width);
      if (isShort && count * 2 > width) {
        input.seek(number(input, width));
      }
      return isShort ? input.readUnsignedShort() : input.readUnsignedInt();
    } finally {
      input.setByteOrder(order);
    }
  }

  /**
   * Looks for a tag in the first directory and stops behind its number, in the file's byte order.
   *
   * @return how many bytes counts and places take: 4 or 8; or 0 if there is no such tag
   */
  private static int find(ImageInputStream input, long start, int wanted) throws IOException {
    int width = open(input, start);
    long entries = width == 0 ? 0 : count(input, width);
    for (long i = 0; i < Math.min(entries, 0xffff); i++) {
      if (input.readUnsignedShort() == wanted) {
        return width;
      }
      input.skipBytes(2 + 2 * width);
    }
    return 0;
  }

  /** Goes to the first directory; see {@link #find} for the result. */
  private static int open(ImageInputStream input, long start) throws IOException {
    input.seek(start);
    int mark = input.readUnsignedShort();
    input.setByteOrder(mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int magic = input.readUnsignedShort();
    boolean big = magic == 43;
    if ((mark != 0x4949 && mark != 0x4d4d) || (magic != 42 && !big)) {
      return 0;
    }
    int width = big ? 8 : 4;
    if (big) {
      input.readInt();
    }
    input.seek(start + number(input, width));
    return width;
  }

  private static long count(ImageInputStream input, int width) throws IOException {
    return width == 8 ? input.readLong() : input.readUnsignedShort();
  }

  private static long number(ImageInputStream input, int width) throws IOException {
    return width == 8 ? input.readLong() : input.readUnsignedInt();
  }
}
