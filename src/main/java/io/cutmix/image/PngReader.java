package io.cutmix.image;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/** PNG (ISO/IEC 15948): 1 to 16 bits, palettes, transparency, an EXIF chunk before the data. */
final class PngReader implements FormatReader {
  private static final int SIGNATURE_BYTES = 8;
  private static final int HEADER = 0x49484452; // IHDR
  private static final int PALETTE = 0x504c5445; // PLTE
  private static final int TRANSPARENCY = 0x74524e53; // tRNS
  private static final int EXIF = 0x65584966; // eXIf
  private static final int DATA = 0x49444154; // IDAT
  private static final int END = 0x49454e44; // IEND

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    input.seek(SIGNATURE_BYTES);
    input.readInt();
    if (input.readInt() != HEADER) {
      throw new IIOException("there is no header");
    }
    int width = input.readInt();
    int height = input.readInt();
    input.readByte();
    int colours = input.readUnsignedByte();
    boolean gray = (colours & 3) == 0;
    boolean alpha = (colours & 4) != 0;
    Orientation orientation = Orientation.UPRIGHT;
    Optional<IccProfile> profile = Optional.empty();
    input.seek(SIGNATURE_BYTES);
    for (int length = input.readInt(), type = input.readInt();
        type != DATA && type != END;
        length = input.readInt(), type = input.readInt()) {
      long start = input.getStreamPosition();
      if (length < 0) {
        throw new IIOException("a chunk at byte %d has no length".formatted(start - 8));
      }
      switch (type) {
        case PALETTE -> gray = isGray(input, length / 3);
        case TRANSPARENCY -> alpha = true;
        case EXIF -> orientation = Exif.orientation(input, start);
        case PngProfile.CHUNK -> profile = PngProfile.read(input, length);
        default -> {}
      }
      input.seek(start + length + 4);
    }
    return new StoredHeader(width, height, gray, alpha, new Metadata(orientation, profile));
  }

  private static boolean isGray(ImageInputStream input, int colours) throws IOException {
    byte[] rgb = new byte[3];
    boolean gray = true;
    for (int i = 0; i < colours && gray; i++) {
      input.readFully(rgb);
      gray = rgb[0] == rgb[1] && rgb[0] == rgb[2];
    }
    return gray;
  }

  @Override
  public Picture picture(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    return Plugins.PNG.picture(new EncodedInput(bare(encoded)), profile);
  }

  /**
   * The same picture with nothing but the chunks that make its pixels, all of them sound: the
   * decoder does not check them, and can fail on the others.
   */
  static byte[] bare(byte[] encoded) throws IOException {
    ByteArrayOutputStream bare = new ByteArrayOutputStream(encoded.length);
    bare.write(encoded, 0, SIGNATURE_BYTES);
    ByteBuffer chunks = ByteBuffer.wrap(encoded).position(SIGNATURE_BYTES);
    for (int type = 0; type != END; ) {
      int start = chunks.position();
      if (chunks.remaining() < 12 || chunks.getInt(start) > chunks.remaining() - 12) {
        throw new EOFException();
      }
      int length = chunks.getInt(start);
      type = chunks.getInt(start + 4);
      if (length < 0) {
        throw new IIOException("a chunk at byte %d has no length".formatted(start));
      }
      if (makesPixels(type)) {
        checkSum(encoded, start, length, chunks.getInt(start + 8 + length));
        bare.write(encoded, start, length + 12);
      }
      chunks.position(start + length + 12);
    }
    return bare.toByteArray();
  }

  private static boolean makesPixels(int type) {
    return type == HEADER || type == PALETTE || type == TRANSPARENCY || type == DATA || type == END;
  }

  private static void checkSum(byte[] encoded, int start, int length, int expected)
      throws IIOException {
    CRC32 sum = new CRC32();
    sum.update(encoded, start + 4, length + 4);
    if ((int) sum.getValue() != expected) {
      throw new IIOException("the checksum of the chunk at byte %d is wrong".formatted(start));
    }
  }
}
