package io.cutmix.image.imageio;

import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Pixels;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/**
 * GIF: the first frame where it stands on its screen. The plug-in gives the frame alone; the part
 * of the screen that it leaves free is transparent.
 */
final class GifReader implements FormatReader {
  private static final int SCREEN = 6;
  private static final int FIRST_BLOCK = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;

  /** The frame's corner on the screen, and the sides of a canvas that holds both. */
  private record Canvas(int left, int top, int width, int height) {}

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    Canvas canvas = canvas(input);
    StoredHeader frame = Plugin.GIF.header(input);
    boolean covered = frame.width() == canvas.width && frame.height() == canvas.height;
    return new StoredHeader(canvas.width, canvas.height, frame.gray(), frame.alpha() || !covered);
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    Canvas canvas = canvas(new EncodedInput(encoded));
    Pixels frame = Plugin.GIF.pixels(encoded, profile);
    return frame.width() == canvas.width && frame.height() == canvas.height
        ? frame
        : placed(frame, canvas);
  }

  private static Canvas canvas(ImageInputStream input) throws IOException {
    ByteOrder order = input.getByteOrder();
    try {
      input.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      input.seek(SCREEN);
      int screenWidth = input.readUnsignedShort();
      int screenHeight = input.readUnsignedShort();
      int flags = input.readUnsignedByte();
      input.seek(FIRST_BLOCK);
      skipColors(input, flags);
      if (!skipExtensions(input)) {
        throw new IIOException("there is no image");
      }
      int left = input.readUnsignedShort();
      int top = input.readUnsignedShort();
      int right = left + input.readUnsignedShort();
      int bottom = top + input.readUnsignedShort();
      return new Canvas(left, top, Math.max(screenWidth, right), Math.max(screenHeight, bottom));
    } finally {
      input.setByteOrder(order);
    }
  }

  @Override
  public boolean hasMore(byte[] encoded) throws IOException {
    EncodedInput input = new EncodedInput(encoded);
    canvas(input);
    skipColors(input, input.readUnsignedByte());
    input.readUnsignedByte(); // the size of codes
    skipData(input);
    return skipExtensions(input);
  }

  private static void skipColors(ImageInputStream input, int flags) throws IOException {
    long bytes = (flags & 0x80) != 0 ? 3L << ((flags & 7) + 1) : 0;
    input.seek(input.getStreamPosition() + bytes);
  }

  /** Goes to what follows the next frame's mark; false if there is none. */
  private static boolean skipExtensions(ImageInputStream input) throws IOException {
    int block = input.readUnsignedByte();
    for (; block == EXTENSION; block = input.readUnsignedByte()) {
      input.readUnsignedByte();
      skipData(input);
    }
    return block == IMAGE;
  }

  private static void skipData(ImageInputStream input) throws IOException {
    for (int length = input.readUnsignedByte(); length > 0; length = input.readUnsignedByte()) {
      input.seek(input.getStreamPosition() + length);
    }
  }

  private static Pixels placed(Pixels frame, Canvas canvas) {
    byte[] samples = new byte[Math.multiplyExact(canvas.width * 4, canvas.height)];
    for (int y = 0, from = 0; y < frame.height(); y++) {
      int at = ((canvas.top + y) * canvas.width + canvas.left) * 4;
      for (int x = 0; x < frame.width(); x++, at += 4, from += frame.channels()) {
        System.arraycopy(frame.samples(), from, samples, at, frame.channels());
        if (!frame.hasAlpha()) {
          samples[at + 3] = (byte) 0xff;
        }
      }
    }
    return new Pixels(canvas.width, canvas.height, 4, samples);
  }
}
