package io.cutmix.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** WebP (RFC 9649); its EXIF chunk lies behind the pixels. */
final class WebpReader implements FormatReader {
  private static final int EXIF = 0x46495845; // EXIF
  private static final int PROFILE = 0x50434349; // ICCP
  private static final int IS_ANIMATED = 0x02;
  private static final int HAS_EXIF = 0x08;
  private static final int HAS_PROFILE = 0x20;
  private static final int FILE_SIZE = 4;
  private static final int FIRST_CHUNK = 12;
  private static final int FLAGS = 20;

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    WebpFile file = WebpFile.parse(input);
    return new StoredHeader(file.width(), file.height(), false, file.alpha(), metadata(input));
  }

  @Override
  public Picture picture(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(encoded.clone()).order(ByteOrder.LITTLE_ENDIAN);
    // The plug-in makes up what is missing.
    if (Integer.toUnsignedLong(file.getInt(FILE_SIZE)) > encoded.length - (FILE_SIZE + 4)) {
      throw new EOFException();
    }
    // The plug-in would convert the colours to sRGB in its own way.
    if (file.getInt(FIRST_CHUNK) == WebpFile.VP8X) {
      file.put(FLAGS, (byte) (file.get(FLAGS) & ~HAS_PROFILE));
    }
    return Plugins.WEBP.picture(new EncodedInput(file.array()), profile);
  }

  static boolean isAnimated(byte[] encoded) {
    int first = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).getInt(FIRST_CHUNK);
    return first == WebpFile.VP8X && (encoded[FLAGS] & IS_ANIMATED) != 0;
  }

  private static Metadata metadata(ImageInputStream input) throws IOException {
    ByteOrder order = input.getByteOrder();
    try {
      input.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      input.seek(FIRST_CHUNK);
      int type = input.readInt();
      long length = input.readUnsignedInt();
      int flags = type == WebpFile.VP8X ? input.readByte() : 0;
      Optional<IccProfile> profile = Optional.empty();
      Orientation orientation = Orientation.UPRIGHT;
      long start = FIRST_CHUNK + 8;
      for (int left = flags & (HAS_PROFILE | HAS_EXIF); left != 0; left &= ~found(type)) {
        input.seek(start + length + (length & 1));
        type = input.readInt();
        length = input.readUnsignedInt();
        start = input.getStreamPosition();
        if (type == PROFILE) {
          profile = IccProfile.read(input, length);
        } else if (type == EXIF) {
          orientation = Exif.orientation(input, start);
        }
      }
      return new Metadata(orientation, profile);
    } finally {
      input.setByteOrder(order);
    }
  }

  /** What a chunk gives; a profile comes before all others, or there is none. */
  private static int found(int type) {
    return type == EXIF ? HAS_PROFILE | HAS_EXIF : HAS_PROFILE;
  }
}
