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
  private static final int CONTROL = 0xf9;

  /** Bytes of a frame's place and sides. */
  private static final int FRAME = 8;

  /**
   * The frame's corner on the screen, and the sides of a canvas that holds both.
   *
   * @param falseAlpha where flags say that a color behind the palette is transparent, which none
   *     is; 0 if nowhere
   */
  private record Canvas(int left, int top, int width, int height, int falseAlpha) {}

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    Canvas canvas = canvas(input);
    StoredHeader frame = Plugin.GIF.header(input);
    boolean covered = frame.width() == canvas.width && frame.height() == canvas.height;
    return new StoredHeader(
        canvas.width,
        canvas.height,
        frame.gray(),
        !covered || (frame.alpha() && canvas.falseAlpha == 0));
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile) throws IOException {
    Canvas canvas = canvas(new EncodedInput(encoded));
    byte[] file = encoded;
    if (canvas.falseAlpha > 0) {
      file = encoded.clone();
      file[canvas.falseAlpha] &= ~1;
    }
    Pixels frame = Plugin.GIF.pixels(file, profile);
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
      long control = input.getStreamPosition();
      if (!skipExtensions(input)) {
        throw new IIOException("there is no image");
      }
      long frame = input.getStreamPosition();
      int left = input.readUnsignedShort();
      int top = input.readUnsignedShort();
      int right = left + input.readUnsignedShort();
      int bottom = top + input.readUnsignedShort();
      int own = input.readUnsignedByte();
      int colors = colors((own & 0x80) != 0 ? own : flags);
      return new Canvas(
          left,
          top,
          Math.max(screenWidth, right),
          Math.max(screenHeight, bottom),
          falseAlpha(input, control, frame, colors));
    } finally {
      input.setByteOrder(order);
    }
  }

  @Override
  public boolean hasMore(byte[] encoded) throws IOException {
    EncodedInput input = new EncodedInput(encoded);
    canvas(input);
    input.seek(input.getStreamPosition() + FRAME);
    skipColors(input, input.readUnsignedByte());
    input.readUnsignedByte(); // the size of codes
    skipData(input);
    return skipExtensions(input);
  }

  private static void skipColors(ImageInputStream input, int flags) throws IOException {
    input.seek(input.getStreamPosition() + 3L * colors(flags));
  }

  private static int colors(int flags) {
    return (flags & 0x80) != 0 ? 2 << (flags & 7) : 0;
  }

  /** Looks through the extensions before a frame, and goes to the frame. */
  private static int falseAlpha(ImageInputStream input, long from, long frame, int colors)
      throws IOException {
    long found = 0;
    input.seek(from);
    while (input.getStreamPosition() < frame - 1) {
      input.readUnsignedByte();
      boolean control = input.readUnsignedByte() == CONTROL;
      long flags = input.getStreamPosition() + 1;
      if (control) {
        input.seek(flags);
        boolean transparent = (input.readUnsignedByte() & 1) != 0;
        input.skipBytes(2);
        found = transparent && input.readUnsignedByte() >= colors ? flags : 0;
        input.seek(flags - 1);
      }
      skipData(input);
    }
    input.seek(frame);
    return (int) found;
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
