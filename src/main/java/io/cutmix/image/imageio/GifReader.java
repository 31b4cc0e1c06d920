package io.cutmix.image.imageio;

import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * GIF: the first frame where it stands on its screen. The plug-in gives the frame alone; the part
 * of the screen that it leaves free is transparent if the frame can be, else of the screen's color.
 */
final class GifReader implements FormatReader {
  private static final int WIDTH = 6;
  private static final int HEIGHT = 8;
  private static final int FLAGS = 10;
  private static final int BACKGROUND = 11;
  private static final int SCREEN_BYTES = 13;
  private static final int CONTROL = 0xf9;
  private static final int CONTROL_BYTES = 8;
  private static final int FRAME_BYTES = 10;

  /**
   * The frame's corner on the screen, and the sides of a canvas that holds both.
   *
   * @param falseAlpha whether a color behind the palette is to be transparent, which none is
   * @param free what the frame leaves free, as red, green, blue and alpha
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Canvas(int left, int top, int width, int height, boolean falseAlpha, byte[] free) {
    static Canvas of(byte[] bare) {
      ByteBuffer file = ByteBuffer.wrap(bare).order(ByteOrder.LITTLE_ENDIAN);
      int control = SCREEN_BYTES + tableBytes(bare[FLAGS]);
      boolean transparent = bare[control] == '!' && (bare[control + 3] & 1) == 1;
      int frame = bare[control] == '!' ? control + CONTROL_BYTES : control;
      int own = tableBytes(bare[frame + FRAME_BYTES - 1]);
      int colors = (own > 0 ? own : tableBytes(bare[FLAGS])) / 3;
      boolean falseAlpha = transparent && (bare[control + 6] & 0xff) >= colors;
      int left = file.getChar(frame + 1);
      int top = file.getChar(frame + 3);
      return new Canvas(
          left,
          top,
          Math.max(left + file.getChar(frame + 5), file.getChar(WIDTH)),
          Math.max(top + file.getChar(frame + 7), file.getChar(HEIGHT)),
          falseAlpha,
          transparent && !falseAlpha ? new byte[4] : background(bare));
    }

    /** The color of the screen; transparent if it has none. */
    private static byte[] background(byte[] bare) {
      int index = bare[BACKGROUND] & 0xff;
      int at = SCREEN_BYTES + 3 * index;
      return 3 * index < tableBytes(bare[FLAGS])
          ? new byte[] {bare[at], bare[at + 1], bare[at + 2], -1}
          : new byte[4];
    }

    boolean isCovered(int frameWidth, int frameHeight) {
      return frameWidth == width && frameHeight == height;
    }
  }

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    byte[] bare = bare(input, stray -> {}, 0);
    StoredHeader frame = Plugin.GIF.header(new EncodedInput(bare));
    Canvas canvas = Canvas.of(bare);
    return new StoredHeader(
        canvas.width,
        canvas.height,
        frame.gray(),
        (frame.alpha() && !canvas.falseAlpha)
            || (!canvas.isCovered(frame.width(), frame.height()) && canvas.free[3] == 0));
  }

  @Override
  public Pixels pixels(byte[] encoded, Optional<IccProfile> profile, Consumer<String> damage)
      throws IOException {
    byte[] bare = bare(new EncodedInput(encoded), damage, encoded.length);
    Canvas canvas = Canvas.of(bare);
    return Plugin.GIF.read(
        bare,
        reader -> {
          BufferedImage image = whole(reader);
          Pixels frame = BufferedImages.pixels(canvas.falseAlpha ? opaque(image) : image, profile);
          return canvas.isCovered(frame.width(), frame.height()) ? frame : placed(frame, canvas);
        });
  }

  /**
   * The file without what stands before the first frame but for what makes its pixels: comments and
   * the like, of which the plug-in keeps any number, and stray bytes, which it doesn't forgive.
   *
   * @param end up to which byte the data is taken as well
   */
  private static byte[] bare(ImageInputStream input, Consumer<String> damage, int end)
      throws IOException {
    ByteArrayOutputStream bare = new ByteArrayOutputStream();
    input.seek(0);
    byte flags = copy(input, SCREEN_BYTES, bare)[FLAGS];
    copy(input, tableBytes(flags), bare);
    byte[] control = {};
    boolean stray = false;
    for (int block = input.readUnsignedByte(); block != ','; block = input.readUnsignedByte()) {
      if (block == ';') {
        throw new IIOException("it holds no image");
      }
      stray |= block != '!';
      if (block == '!') {
        control = extension(input, control);
      }
    }
    if (stray) {
      damage.accept("stray bytes between its blocks");
    }
    bare.writeBytes(control);
    bare.write(',');
    copy(input, tableBytes(copy(input, FRAME_BYTES - 1, bare)[FRAME_BYTES - 2]), bare);
    copy(input, (int) Math.max(0, end - input.getStreamPosition()), bare);
    return bare.toByteArray();
  }

  /** Passes over an extension; returns it if it controls the frame, else that known before. */
  private static byte[] extension(ImageInputStream input, byte[] known) throws IOException {
    long start = input.getStreamPosition() - 1;
    boolean controls = input.readUnsignedByte() == CONTROL;
    for (int size = input.readUnsignedByte(); size > 0; size = input.readUnsignedByte()) {
      input.seek(input.getStreamPosition() + size);
    }
    long end = input.getStreamPosition();
    if (!controls || end - start != CONTROL_BYTES) {
      return known;
    }
    input.seek(start);
    return copy(input, CONTROL_BYTES, new ByteArrayOutputStream());
  }

  private static byte[] copy(ImageInputStream input, int length, ByteArrayOutputStream to)
      throws IOException {
    byte[] bytes = new byte[length];
    input.readFully(bytes);
    to.writeBytes(bytes);
    return bytes;
  }

  /** How many bytes a palette takes. */
  private static int tableBytes(byte flags) {
    return flags < 0 ? 3 * (2 << (flags & 7)) : 0;
  }

  /** The plug-in takes data that ends early for the end of the image. */
  private static BufferedImage whole(ImageReader reader) throws IOException {
    AtomicReference<@Nullable Object> percent = new AtomicReference<>();
    reader.addIIOReadProgressListener(
        (IIOReadProgressListener)
            Proxy.newProxyInstance(
                GifReader.class.getClassLoader(),
                new Class<?>[] {IIOReadProgressListener.class},
                (self, event, arguments) -> {
                  if (event.getName().equals("imageProgress")) {
                    percent.set(arguments[1]);
                  }
                  return null;
                }));
    BufferedImage image = reader.read(0);
    if (!(percent.get() instanceof Float done && done >= 100)) { // more if it has data for more
      throw new EOFException();
    }
    return image;
  }

  private static BufferedImage opaque(BufferedImage image) {
    IndexColorModel palette = (IndexColorModel) image.getColorModel();
    int[] colors = new int[palette.getMapSize()];
    palette.getRGBs(colors);
    IndexColorModel opaque =
        new IndexColorModel(
            palette.getPixelSize(), colors.length, colors, 0, false, -1, palette.getTransferType());
    return new BufferedImage(opaque, image.getRaster(), false, null);
  }

  private static Pixels placed(Pixels frame, Canvas canvas) {
    byte[] samples = new byte[Math.multiplyExact(canvas.width * 4, canvas.height)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = canvas.free[i % 4];
    }
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
