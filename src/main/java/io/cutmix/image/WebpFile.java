package io.cutmix.image;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/**
 * What the chunks of a WebP file (RFC 9649, 2) say of its picture, which is the first frame of an
 * animated one.
 */
record WebpFile(int width, int height, boolean alpha) {
  static final int VP8X = 0x58385056; // little-endian, as all of the file
  private static final int VP8 = 0x20385056;
  private static final int VP8L = 0x4c385056;
  private static final int ANMF = 0x464d4e41;

  private static final int FIRST_CHUNK = 12;
  private static final int IS_ANIMATED = 0x02;
  private static final int HAS_ALPHA = 0x10;

  /** Reads on to the data of the picture, which must be as large as the chunks around declare. */
  static WebpFile parse(ImageInputStream input) throws IOException {
    ByteOrder order = input.getByteOrder();
    try {
      input.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      input.seek(FIRST_CHUNK);
      int type = input.readInt();
      long end = input.readUnsignedInt() + input.getStreamPosition();
      return type == VP8X ? extended(input, end) : data(input, type);
    } finally {
      input.setByteOrder(order);
    }
  }

  private static WebpFile extended(ImageInputStream input, long end) throws IOException {
    int flags = input.readUnsignedByte();
    input.skipBytes(3);
    WebpFile declared = sides(input, (flags & HAS_ALPHA) != 0);
    input.seek(end + (end & 1));
    if ((flags & IS_ANIMATED) != 0) {
      seek(input, ANMF, ANMF);
      input.skipBytes(6); // the frame's place
      declared = sides(input, declared.alpha);
      input.skipBytes(4); // its duration and flags
    }
    WebpFile held = data(input, seek(input, VP8, VP8L));
    if (held.width != declared.width || held.height != declared.height) {
      throw new IIOException(
          "it declares %d x %d pixels and holds %d x %d"
              .formatted(declared.width, declared.height, held.width, held.height));
    }
    return declared;
  }

  /** Of three bytes each. */
  private static WebpFile sides(ImageInputStream input, boolean alpha) throws IOException {
    int width = input.readUnsignedShort() | input.readUnsignedByte() << 16;
    int height = input.readUnsignedShort() | input.readUnsignedByte() << 16;
    return new WebpFile(1 + width, 1 + height, alpha);
  }

  /** Goes to the data of the next chunk of one of these types, and says which. */
  private static int seek(ImageInputStream input, int wanted, int orThis) throws IOException {
    int type = input.readInt();
    while (type != wanted && type != orThis) {
      long length = input.readUnsignedInt();
      input.seek(input.getStreamPosition() + length + (length & 1));
      type = input.readInt();
    }
    input.readInt();
    return type;
  }

  private static WebpFile data(ImageInputStream input, int type) throws IOException {
    return switch (type) {
      case VP8 -> {
        input.skipBytes(6); // frame tag and start code
        int width = input.readUnsignedShort() & 0x3fff;
        yield new WebpFile(width, input.readUnsignedShort() & 0x3fff, false);
      }
      case VP8L -> {
        input.readByte();
        int sides = input.readInt();
        yield new WebpFile(
            1 + (sides & 0x3fff), 1 + (sides >> 14 & 0x3fff), (sides >> 28 & 1) == 1);
      }
      default -> throw new IIOException("there is no image");
    };
  }
}
