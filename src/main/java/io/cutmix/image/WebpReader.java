package io.cutmix.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** WebP (RFC 9649); its EXIF chunk lies behind the pixels. */
final class WebpReader implements FormatReader {
  private static final int EXTENDED = 0x58385056; // VP8X, little-endian
  private static final int EXIF = 0x46495845; // EXIF
  private static final int HAS_EXIF = 8;
  private static final int FILE_SIZE = 4;
  private static final int FIRST_CHUNK = 12;

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    return Plugins.WEBP.header(input, orientation(input));
  }

  /**
   * The plug-in goes on for minutes behind a truncated file's end, so the size is checked first.
   */
  @Override
  public Picture picture(byte[] encoded) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    if (Integer.toUnsignedLong(file.getInt(FILE_SIZE)) > encoded.length - (FILE_SIZE + 4)) {
      throw new EOFException();
    }
    return Plugins.WEBP.picture(new EncodedInput(encoded), WebpReader::unconverted);
  }

  /** By itself the plug-in converts to sRGB what has a colour profile. */
  private static Picture unconverted(ImageReader reader) throws IOException {
    ImageReadParam param = reader.getDefaultReadParam();
    param.setDestinationType(reader.getRawImageType(0));
    return Unpacking.picture(reader.read(0, param));
  }

  private static Orientation orientation(ImageInputStream input) throws IOException {
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
