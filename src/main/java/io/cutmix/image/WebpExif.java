package io.cutmix.image;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** The EXIF chunk of a WebP file, which lies behind the pixels (RFC 9649, section 2.7). */
final class WebpExif {
  private static final int EXTENDED = 0x58385056; // VP8X, little-endian
  private static final int EXIF = 0x46495845; // EXIF
  private static final int HAS_EXIF = 8;
  private static final int FIRST_CHUNK = 12;

  private WebpExif() {}

  static Orientation orientation(ImageInputStream input) throws IOException {
    ByteOrder order = input.getByteOrder();
    try {
      input.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      input.seek(FIRST_CHUNK);
      int type = input.readInt();
      long length = input.readUnsignedInt();
      if (type != EXTENDED || (input.readByte() & HAS_EXIF) == 0) {
        return Orientation.UPRIGHT;
      }
      long start = FIRST_CHUNK + 8;
      while (type != EXIF) {
        input.seek(start + length + (length & 1));
        type = input.readInt();
        length = input.readUnsignedInt();
        start = input.getStreamPosition();
      }
      return Exif.orientation(input, start);
    } finally {
      input.setByteOrder(order);
    }
  }
}
