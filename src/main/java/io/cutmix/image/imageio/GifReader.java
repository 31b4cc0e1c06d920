package io.cutmix.image.imageio;

import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Pixels;
import java.awt.Rectangle;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/**
 * GIF89a: the first frame where it stands on its screen. The part of the screen that it leaves free
 * is transparent if the frame can be, else of the screen's color.
 *
 * <p>Not by the JDK's plug-in, which has another screen, keeps all comments in memory, takes data
 * that ends early for the end of the image, and loses its place where a table of codes is cleared
 * twice.
 */
final class GifReader implements FormatReader {
  private static final int SCREEN = 6;
  private static final int INTERLACED = 0x40;
  private static final int CONTROL = 0xf9;
  private static final int OPAQUE = 0xff << 24;
  private static final int CODE_BITS = 12;
  private static final int CODES = 1 << CODE_BITS;

  /** First row and distance of rows of the four passes. */
  private static final int[][] PASSES = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

  private static final int[][] ONE_PASS = {{0, 1}};

  /**
   * The first frame.
   *
   * @param place where it stands
   * @param canvas what holds both it and the screen
   * @param colors of its palette, as alpha, red, green and blue
   * @param free the color of the canvas elsewhere
   * @param data where its codes start
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Frame(
      Rectangle place, Rectangle canvas, boolean interlaced, int[] colors, int free, long data) {
    static Frame of(ImageInputStream input, Consumer<String> damage) throws IOException {
      input.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      input.seek(SCREEN);
      Rectangle screen = new Rectangle(input.readUnsignedShort(), input.readUnsignedShort());
      int flags = input.readUnsignedByte();
      int background = input.readUnsignedByte();
      input.readUnsignedByte(); // how wide a pixel is
      int[] screenColors = colors(flags, input);
      int transparent = toFrame(input, damage);
      Rectangle place =
          new Rectangle(
              input.readUnsignedShort(),
              input.readUnsignedShort(),
              input.readUnsignedShort(),
              input.readUnsignedShort());
      if (place.isEmpty()) {
        throw new IIOException("its first frame has no pixels");
      }
      int frameFlags = input.readUnsignedByte();
      int[] colors = colors(frameFlags, input);
      if (colors.length == 0) {
        colors = screenColors.length > 0 ? screenColors.clone() : grays();
      }
      int free = background < screenColors.length ? screenColors[background] : 0;
      if (transparent < colors.length) {
        colors[transparent] ^= OPAQUE;
        free = 0;
      }
      boolean interlaced = (frameFlags & INTERLACED) != 0;
      Rectangle canvas = place.union(screen);
      return new Frame(place, canvas, interlaced, colors, free, input.getStreamPosition());
    }

    private static int[] colors(int flags, ImageInputStream input) throws IOException {
      int[] colors = new int[flags < 0x80 ? 0 : 2 << (flags & 7)];
      byte[] rgb = new byte[3 * colors.length];
      input.readFully(rgb);
      Arrays.setAll(
          colors,
          i ->
              OPAQUE
                  | (rgb[3 * i] & 0xff) << 16
                  | (rgb[3 * i + 1] & 0xff) << 8
                  | (rgb[3 * i + 2] & 0xff));
      return colors;
    }

    /** Those of an image without a palette, as Pillow reads them. */
    private static int[] grays() {
      return IntStream.range(0, 256).map(i -> OPAQUE | i * 0x010101).toArray();
    }

    private IntStream allColors() {
      IntStream elsewhere = place.equals(canvas) ? IntStream.empty() : IntStream.of(free);
      return IntStream.concat(IntStream.of(colors), elsewhere);
    }

    StoredHeader header() {
      boolean gray = allColors().allMatch(color -> (color & 0xffffff) % 0x010101 == 0);
      boolean alpha = allColors().anyMatch(color -> color >>> 24 == 0);
      return new StoredHeader(canvas.width, canvas.height, gray, alpha);
    }

    /** With alpha. */
    Pixels pixels(byte[] frame) {
      Pixels pixels = Pixels.blank(canvas.width, canvas.height, 4, 8);
      for (int i = 0; i < canvas.width * canvas.height; i++) {
        put(free, pixels.samples(), i);
      }
      int from = 0;
      for (int[] pass : interlaced ? PASSES : ONE_PASS) {
        for (int y = pass[0]; y < place.height; y += pass[1]) {
          int at = (place.y + y) * canvas.width + place.x;
          for (int x = 0; x < place.width; x++, from++) {
            int color = frame[from] & 0xff;
            put(color < colors.length ? colors[color] : OPAQUE, pixels.samples(), at + x);
          }
        }
      }
      return pixels;
    }

    private static void put(int color, byte[] samples, int pixel) {
      samples[4 * pixel] = (byte) (color >> 16);
      samples[4 * pixel + 1] = (byte) (color >> 8);
      samples[4 * pixel + 2] = (byte) color;
      samples[4 * pixel + 3] = (byte) (color >>> 24);
    }
  }

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    return Frame.of(input, stray -> {}).header();
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    ImageInputStream input = new EncodedInput(encoded);
    Frame frame = Frame.of(input, damage);
    int bits = input.readUnsignedByte();
    if (bits < 1 || bits >= CODE_BITS) {
      throw new IIOException("its colors have %d bits".formatted(bits));
    }
    return frame.pixels(decompressed(data(input), bits, frame.place.width * frame.place.height));
  }

  /** Whether there is another frame. */
  static boolean isAnimated(byte[] encoded) throws IOException {
    ImageInputStream input = new EncodedInput(encoded);
    input.seek(Frame.of(input, stray -> {}).data + 1);
    skipBlocks(input);
    toFrame(input, stray -> {});
    return true;
  }

  /**
   * Goes to the next frame; which color is transparent in it, or one that no palette has.
   *
   * @throws IOException if there is none
   */
  private static int toFrame(ImageInputStream input, Consumer<String> damage) throws IOException {
    int transparent = CODES;
    boolean stray = false;
    for (int block = input.readUnsignedByte(); block != ','; block = input.readUnsignedByte()) {
      if (block == ';') {
        throw new IIOException("it holds no image");
      }
      if (block == '!') {
        if (input.readUnsignedByte() == CONTROL) {
          byte[] control = data(input);
          transparent = control.length == 4 && (control[0] & 1) == 1 ? control[3] & 0xff : CODES;
        } else {
          skipBlocks(input);
        }
      } else {
        stray = true;
      }
    }
    if (stray) {
      damage.accept("stray bytes between its blocks");
    }
    return transparent;
  }

  private static void skipBlocks(ImageInputStream input) throws IOException {
    for (int size = input.readUnsignedByte(); size > 0; size = input.readUnsignedByte()) {
      input.seek(input.getStreamPosition() + size);
    }
  }

  /** What the next blocks hold, as far as they are there. */
  private static byte[] data(ImageInputStream input) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    byte[] block = new byte[0xff];
    for (int size = input.read(); size > 0; size = input.read()) {
      int there = Math.max(0, input.read(block, 0, size));
      data.write(block, 0, there);
    }
    return data.toByteArray();
  }

  /**
   * Undoes LZW. What a code stands for is known by where it was written first.
   *
   * @param bits of a color
   */
  private static byte[] decompressed(byte[] data, int bits, int count) throws IOException {
    byte[] bytes = new byte[count];
    int[] starts = new int[CODES];
    int[] lengths = new int[CODES];
    int clear = 1 << bits;
    int known = clear + 2;
    int width = bits + 1;
    int last = -1; // where the bytes of the last code are
    int buffer = 0;
    int buffered = 0;
    for (int at = 0, from = 0; at < count; ) {
      for (; buffered < width; buffered += Byte.SIZE) {
        if (from == data.length) {
          throw new EOFException();
        }
        buffer |= (data[from++] & 0xff) << buffered;
      }
      int code = buffer & ((1 << width) - 1);
      buffer >>>= width;
      buffered -= width;
      if (code == clear) {
        known = clear + 2;
        width = bits + 1;
        last = -1;
        continue;
      }
      if (code == clear + 1) {
        throw new EOFException();
      }
      if (last >= 0 && known < CODES) {
        starts[known] = last;
        lengths[known++] = at - last + 1;
        width += known == 1 << width && known < CODES ? 1 : 0;
      }
      if (code >= known) {
        throw new IIOException("a code of its data stands for nothing");
      }
      last = at;
      if (code < clear) {
        bytes[at++] = (byte) code;
      } else {
        int end = Math.min(count, at + lengths[code]);
        for (int old = starts[code]; at < end; old++) { // may have been written in this loop
          bytes[at++] = bytes[old];
        }
      }
    }
    return bytes;
  }
}
