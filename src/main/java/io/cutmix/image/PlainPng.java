package io.cutmix.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where the data of a PNG of the most frequent kind lies: 8-bit gray, RGB or RGBA, not interlaced,
 * without a transparent colour, an orientation or a colour profile that isn't sRGB.
 *
 * @param channels 1, 3 or 4
 * @param data the parts of its one zlib stream, in order
 */
record PlainPng(int width, int height, int channels, List<Part> data) {
  private static final int SIGNATURE_BYTES = 8;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int TRNS = 0x74524e53;
  private static final int EXIF = 0x65584966;
  private static final int HEADER_BYTES = 13;

  /** Bytes of the file. */
  record Part(int start, int length) {}

  /** The picture, or nothing if it is of another kind, damaged or truncated. */
  static Optional<PlainPng> of(byte[] encoded) {
    ByteBuffer file = ByteBuffer.wrap(encoded);
    List<Part> data = new ArrayList<>();
    int at = SIGNATURE_BYTES;
    for (int type = 0; type != IEND; ) {
      if (encoded.length - at < 12) {
        return Optional.empty();
      }
      Part chunk = new Part(at + 8, file.getInt(at));
      type = file.getInt(at + 4);
      if (!isSound(encoded, chunk, type)
          || (at == SIGNATURE_BYTES) != (type == IHDR)
          || type == TRNS
          || type == EXIF
          || (type == PngProfile.CHUNK && isForeign(encoded, chunk))) {
        return Optional.empty();
      }
      if (type == IDAT) {
        data.add(chunk);
      }
      at = chunk.start + chunk.length + 4;
    }
    return header(file, data);
  }

  private static boolean isForeign(byte[] encoded, Part chunk) {
    byte[] data = Arrays.copyOfRange(encoded, chunk.start, chunk.start + chunk.length);
    return PngProfile.of(data).isPresent();
  }

  private static boolean isSound(byte[] encoded, Part chunk, int type) {
    if (chunk.length < 0 || chunk.length > encoded.length - chunk.start - 4) {
      return false;
    }
    if (type != IHDR && type != IDAT && type != IEND) {
      return true;
    }
    CRC32 sum = new CRC32();
    sum.update(encoded, chunk.start - 4, chunk.length + 4);
    return (int) sum.getValue() == ByteBuffer.wrap(encoded).getInt(chunk.start + chunk.length);
  }

  private static Optional<PlainPng> header(ByteBuffer file, List<Part> data) {
    int start = SIGNATURE_BYTES + 8;
    int channels = switch (file.getShort(start + 8)) { // depth and colours
          case 0x0800 -> 1;
          case 0x0802 -> 3;
          case 0x0806 -> 4;
          default -> 0;
        };
    boolean plain =
        file.getInt(SIGNATURE_BYTES) == HEADER_BYTES
            && channels > 0
            && file.getShort(start + 10) == 0 // compression and filters
            && file.get(start + 12) == 0; // interlacing
    int width = file.getInt(start);
    int height = file.getInt(start + 4);
    return plain && width > 0 && height > 0
        ? Optional.of(new PlainPng(width, height, channels, List.copyOf(data)))
        : Optional.empty();
  }
}
