package io.cutmix.image.imageio;

import io.cutmix.image.ImageShape;
import io.cutmix.image.opencv.OpenCvReader;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.Exif;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/**
 * WebP (RFC 9649): of an animated one the first frame. The chunk with EXIF data lies behind the
 * pixels.
 */
final class WebpReader implements FormatReader {
  // Types of chunks, little-endian as all of the file.
  private static final int VP8X = 0x58385056;
  private static final int VP8 = 0x20385056;
  private static final int VP8L = 0x4c385056;
  private static final int ANMF = 0x464d4e41;
  private static final int EXIF = 0x46495845;
  private static final int ICCP = 0x50434349;

  private static final int IS_ANIMATED = 0x02;
  private static final int HAS_EXIF = 0x08;
  private static final int HAS_ALPHA = 0x10;
  private static final int HAS_PROFILE = 0x20;

  /** OpenCV takes nothing shorter, and nothing is read behind the size that the file says. */
  private static final int LEAST_BYTES = 32;

  private static final int FILE_SIZE = 4;
  private static final int FIRST_CHUNK = 12;
  private static final int FLAGS = 20;

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    input.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    input.seek(FIRST_CHUNK);
    int type = input.readInt();
    long end = input.readUnsignedInt() + input.getStreamPosition();
    return type == VP8X ? extended(input, end) : data(input, type);
  }

  /** The first frame must be as large as declared; an animated one lies anywhere on its canvas. */
  private static StoredHeader extended(ImageInputStream input, long end) throws IOException {
    int flags = input.readUnsignedByte();
    input.skipBytes(3);
    StoredHeader canvas = sides(input, (flags & HAS_ALPHA) != 0);
    StoredHeader declared = canvas;
    input.seek(end + (end & 1));
    if ((flags & IS_ANIMATED) != 0) {
      seek(input, ANMF, ANMF);
      input.skipBytes(6); // the frame's place
      declared = sides(input, canvas.alpha());
      input.skipBytes(4); // its duration and flags
    }
    StoredHeader held = data(input, seek(input, VP8, VP8L));
    if (held.width() != declared.width() || held.height() != declared.height()) {
      throw new IIOException(
          "it declares %d x %d pixels and holds %d x %d"
              .formatted(declared.width(), declared.height(), held.width(), held.height()));
    }
    input.seek(FILE_SIZE);
    long endOfAll = input.readUnsignedInt() + input.getStreamPosition();
    input.seek(end + (end & 1));
    return withMetadata(canvas, input, flags & (HAS_PROFILE | HAS_EXIF), endOfAll);
  }

  /** Of three bytes each. */
  private static StoredHeader sides(ImageInputStream input, boolean alpha) throws IOException {
    int width = input.readUnsignedShort() | input.readUnsignedByte() << 16;
    int height = input.readUnsignedShort() | input.readUnsignedByte() << 16;
    return new StoredHeader(1 + width, 1 + height, false, alpha);
  }

  private static StoredHeader data(ImageInputStream input, int type) throws IOException {
    return switch (type) {
      case VP8 -> {
        input.skipBytes(6); // frame tag and start code
        int width = input.readUnsignedShort() & 0x3fff;
        yield new StoredHeader(width, input.readUnsignedShort() & 0x3fff, false, false);
      }
      case VP8L -> {
        input.readByte();
        int sides = input.readInt();
        yield new StoredHeader(
            1 + (sides & 0x3fff), 1 + (sides >> 14 & 0x3fff), false, (sides >> 28 & 1) == 1);
      }
      default -> throw new IIOException("there is no image");
    };
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

  /** Reads on through the chunks until all that the flags announce is found, if it is there. */
  private static StoredHeader withMetadata(
      StoredHeader header, ImageInputStream input, int flags, long end) throws IOException {
    Orientation orientation = Orientation.UPRIGHT;
    Optional<IccProfile> profile = Optional.empty();
    int left = flags;
    while (left != 0 && input.getStreamPosition() < end) {
      int type = input.readInt();
      long length = input.readUnsignedInt();
      long start = input.getStreamPosition();
      if (type == ICCP) {
        profile = IccProfile.read(input, length);
      } else if (type == EXIF) {
        orientation = Exif.orientation(input, start);
      }
      // A profile comes before all others, or there is none.
      left &= ~(type == EXIF ? HAS_PROFILE | HAS_EXIF : HAS_PROFILE);
      input.seek(start + length + (length & 1));
    }
    return header.with(orientation, profile);
  }

  /** There is no limit to what its codes make of a byte. */
  @Override
  public long pixelsPerByte(ImageInputStream input) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    long length =
        Integer.toUnsignedLong(
            ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).getInt(FILE_SIZE));
    if (length > encoded.length - (FILE_SIZE + 4)) {
      throw new EOFException();
    }
    StoredHeader header = header(new EncodedInput(encoded));
    byte[] file = encoded.length < LEAST_BYTES ? Arrays.copyOf(encoded, LEAST_BYTES) : encoded;
    return OpenCvReader.webp(
        file, new ImageShape(header.height(), header.width(), header.alpha() ? 4 : 3));
  }

  static boolean isAnimated(byte[] encoded) {
    int first = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).getInt(FIRST_CHUNK);
    return first == VP8X && (encoded[FLAGS] & IS_ANIMATED) != 0;
  }
}
