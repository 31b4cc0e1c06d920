package io.cutmix.image.imageio;

import io.cutmix.image.ImageReadException;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.InkColors;
import io.cutmix.image.pixels.Pixels;
import io.cutmix.job.Problem;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.IIOException;

/**
 * Takes the samples out of what ImageIO read, as they are. Java2D's own conversions would bend
 * them: gray drawn into RGB goes through a gamma curve, profiles through a color engine.
 */
final class BufferedImages {
  private BufferedImages() {}

  /**
   * The first image's samples.
   *
   * @param profile by which inks become RGB
   */
  static Pixels pixels(BufferedImage image, Optional<IccProfile> profile) throws IOException {
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    if (model instanceof IndexColorModel palette) {
      return indexed(raster, palette);
    }
    int alpha = model.hasAlpha() ? 1 : 0;
    if (raster.getNumBands() < model.getNumColorComponents()) {
      return converted(image, 3 + alpha); // such as a palette and alpha
    }
    return switch (model.getColorSpace().getType()) {
      case ColorSpace.TYPE_GRAY -> plain(raster, model, 1 + alpha);
      case ColorSpace.TYPE_RGB -> plain(raster, model, 3 + alpha);
      case ColorSpace.TYPE_CMYK -> inks(plain(raster, model, 4 + alpha).withDepth(8), profile);
      default -> converted(image, 3 + alpha);
    };
  }

  /** Four inks, and maybe alpha. */
  private static Pixels inks(Pixels stored, Optional<IccProfile> profile) {
    if (stored.channels() == 4) {
      return InkColors.inksToRgb(stored, profile);
    }
    Pixels inks = Pixels.blank(stored.width(), stored.height(), 4, 8);
    Pixels result = Pixels.blank(stored.width(), stored.height(), 4, 8);
    copy(stored, inks, 4);
    copy(InkColors.inksToRgb(inks, profile), result, 3);
    for (int i = 0; i < result.samples().length; i += 4) {
      result.samples()[i + 3] = stored.samples()[i / 4 * 5 + 4];
    }
    return result;
  }

  /** The first channels of each pixel. */
  private static void copy(Pixels from, Pixels to, int channels) {
    int pixels = to.width() * to.height();
    for (int i = 0; i < pixels; i++) {
      System.arraycopy(
          from.samples(), i * from.channels(), to.samples(), i * to.channels(), channels);
    }
  }

  private static Pixels indexed(Raster raster, IndexColorModel palette) throws IOException {
    int[] colors = new int[palette.getMapSize()];
    palette.getRGBs(colors);
    int width = raster.getWidth();
    byte[] samples = Pixels.room(width, raster.getHeight(), palette.hasAlpha() ? 4 : 3);
    int[] row = new int[width];
    for (int y = 0, at = 0; y < raster.getHeight(); y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      for (int color : row) {
        if (color >= colors.length) {
          throw new IIOException(
              "a pixel has color %d of a palette of %d".formatted(color, colors.length));
        }
        at = put(colors[color], palette.hasAlpha(), samples, at);
      }
    }
    return new Pixels(width, raster.getHeight(), palette.hasAlpha() ? 4 : 3, samples);
  }

  /** Writes red, green, blue and maybe alpha; returns where the next color comes. */
  private static int put(int argb, boolean hasAlpha, byte[] samples, int at) {
    samples[at] = (byte) (argb >> 16);
    samples[at + 1] = (byte) (argb >> 8);
    samples[at + 2] = (byte) argb;
    if (hasAlpha) {
      samples[at + 3] = (byte) (argb >>> 24);
    }
    return hasAlpha ? at + 4 : at + 3;
  }

  private static Pixels plain(Raster raster, ColorModel model, int channels)
      throws ImageReadException {
    Pixels pixels =
        isBytes(raster, model) ? copied(raster, channels) : scaled(raster, model, channels);
    if (model.hasAlpha() && model.isAlphaPremultiplied()) {
      pixels.divideByAlpha();
    }
    return pixels;
  }

  private static boolean isBytes(Raster raster, ColorModel model) {
    return raster.getSampleModel() instanceof ComponentSampleModel
        && raster.getDataBuffer() instanceof DataBufferByte buffer
        && buffer.getNumBanks() == 1
        && raster.getParent() == null
        && model.getComponentSize(0) == 8;
  }

  private static Pixels copied(Raster raster, int channels) {
    ComponentSampleModel layout = (ComponentSampleModel) raster.getSampleModel();
    DataBufferByte buffer = (DataBufferByte) raster.getDataBuffer();
    byte[] from = buffer.getData();
    int width = raster.getWidth();
    int height = raster.getHeight();
    int step = layout.getPixelStride();
    byte[] to = Pixels.room(width, height, channels);
    for (int c = 0; c < channels; c++) {
      int first = buffer.getOffset() + layout.getBandOffsets()[c];
      for (int y = 0; y < height; y++) {
        int at = first + y * layout.getScanlineStride();
        int end = (y + 1) * width * channels;
        for (int i = y * width * channels + c; i < end; i += channels, at += step) {
          to[i] = from[at];
        }
      }
    }
    return new Pixels(width, height, channels, to);
  }

  /** Samples of any depth up to 16 bits, rounded to the nearest that 8 bits have, or 16 bits. */
  private static Pixels scaled(Raster raster, ColorModel model, int channels)
      throws ImageReadException {
    int type = raster.getTransferType();
    int deepest = model.getComponentSize(0);
    if (deepest > 16 || type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_SHORT) {
      throw new ImageReadException(
          Problem.of("has samples of %s bits that are signed, fractional or too deep", deepest)
              .remedy("convert it to 8 or 16 bits, unsigned"));
    }
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    Pixels to = Pixels.blank(width, raster.getHeight(), channels, deepest > 8 ? 16 : 8);
    int[] row = new int[width * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int c = 0; c < channels; c++) {
        int max = (1 << model.getComponentSize(c)) - 1;
        int at = y * width * channels + c;
        for (int i = c; i < row.length; i += bands, at += channels) {
          int sample = row[i] & max; // the TIFF plug-in inverts all bits of where it is stored
          to.setSample(at, (int) (((long) sample * to.max() + max / 2) / max));
        }
      }
    }
    return to;
  }

  /** Rare color spaces (Lab, ...), by their own way to sRGB. */
  private static Pixels converted(BufferedImage image, int channels) {
    int width = image.getWidth();
    byte[] to = Pixels.room(width, image.getHeight(), channels);
    int[] row = new int[width];
    for (int y = 0, at = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        at = put(argb, channels == 4, to, at);
      }
    }
    return new Pixels(width, image.getHeight(), channels, to);
  }

  /** The same samples as an image of Java2D, sRGB or gray. */
  static BufferedImage of(Pixels pixels) {
    WritableRaster raster = pixels.raster();
    int space = pixels.channels() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            pixels.hasAlpha(),
            false,
            pixels.hasAlpha() ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            raster.getTransferType());
    return new BufferedImage(model, raster, false, null);
  }

  /** Whether all colors of a palette are gray. */
  static boolean isGray(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }
}
