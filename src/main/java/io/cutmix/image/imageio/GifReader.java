package io.cutmix.image.imageio;

import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * GIF: the first frame where it stands on its screen. The plug-in gives the frame alone; the part
 * of the screen that it leaves free is transparent if the frame can be, else of the screen's color.
 */
final class GifReader implements FormatReader {
  private static final List<String> RGB = List.of("red", "green", "blue");

  /**
   * The frame's corner on the screen, and the sides of a canvas that holds both.
   *
   * @param falseAlpha whether a color behind the palette is to be transparent, which none is
   * @param free what the frame leaves free, as red, green, blue and alpha
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Canvas(int left, int top, int width, int height, boolean falseAlpha, byte[] free) {
    static Canvas of(ImageReader reader) throws IOException {
      Element screen = tree(reader.getStreamMetadata());
      Element frame = tree(reader.getImageMetadata(0));
      int left = number(frame, "ImageDescriptor", "imageLeftPosition");
      int top = number(frame, "ImageDescriptor", "imageTopPosition");
      int own = number(frame, "LocalColorTable", "sizeOfLocalColorTable");
      int colors = own > 0 ? own : number(screen, "GlobalColorTable", "sizeOfGlobalColorTable");
      boolean falseAlpha =
          number(frame, "GraphicControlExtension", "transparentColorIndex") >= colors;
      return new Canvas(
          left,
          top,
          Math.max(
              left + reader.getWidth(0),
              number(screen, "LogicalScreenDescriptor", "logicalScreenWidth")),
          Math.max(
              top + reader.getHeight(0),
              number(screen, "LogicalScreenDescriptor", "logicalScreenHeight")),
          falseAlpha,
          Plugin.header(reader).alpha() && !falseAlpha ? new byte[4] : color(screen));
    }

    /** That of the screen; transparent if it has no colors. */
    private static byte[] color(Element screen) {
      int index = number(screen, "GlobalColorTable", "backgroundColorIndex");
      if (screen.getElementsByTagName("ColorTableEntry").item(index) instanceof Element color) {
        byte[] rgba = {0, 0, 0, -1};
        for (int i = 0; i < 3; i++) {
          rgba[i] = (byte) Integer.parseInt(color.getAttribute(RGB.get(i)));
        }
        return rgba;
      }
      return new byte[4];
    }

    private static Element tree(IIOMetadata metadata) {
      return (Element) metadata.getAsTree(metadata.getNativeMetadataFormatName());
    }

    /** Zero if there is none. */
    private static int number(Element tree, String element, String attribute) {
      NodeList found = tree.getElementsByTagName(element);
      return found.getLength() == 0
          ? 0
          : Integer.parseInt(((Element) found.item(0)).getAttribute(attribute));
    }

    boolean isCovered(int frameWidth, int frameHeight) {
      return frameWidth == width && frameHeight == height;
    }
  }

  @Override
  public StoredHeader header(ImageInputStream input) throws IOException {
    StoredHeader frame = Plugin.GIF.header(input);
    Canvas canvas = Plugin.GIF.use(input, Canvas::of);
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
    return Plugin.GIF.read(
        encoded,
        reader -> {
          Canvas canvas = Canvas.of(reader);
          BufferedImage image = whole(reader);
          Pixels frame = BufferedImages.pixels(canvas.falseAlpha ? opaque(image) : image, profile);
          return canvas.isCovered(frame.width(), frame.height()) ? frame : placed(frame, canvas);
        });
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
