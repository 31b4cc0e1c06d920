package io.cutmix.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Optional;

/**
 * Takes the samples out of what ImageIO read, as they are. Java2D's own conversions would bend
 * them: gray drawn into RGB goes through a gamma curve, profiles through a colour engine.
 */
final class Unpacking {
  private Unpacking() {}

  /**
   * The first picture's samples.
   *
   * @param profile by which inks become RGB
   */
  static Picture picture(BufferedImage image, Optional<IccProfile> profile) throws IOException {
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    if (model instanceof IndexColorModel palette) {
      return indexed(raster, Palette.of(palette));
    }
    int alpha = model.hasAlpha() ? 1 : 0;
    return switch (model.getColorSpace().getType()) {
      case ColorSpace.TYPE_GRAY -> plain(raster, model, 1 + alpha);
      case ColorSpace.TYPE_RGB -> plain(raster, model, 3 + alpha);
      case ColorSpace.TYPE_CMYK ->
          InkColours.inksToRgb(plain(raster, model, 4).withDepth(8), profile);
      default -> converted(image, 3 + alpha);
    };
  }

  private static Picture indexed(Raster raster, Palette palette) throws IOException {
    int width = raster.getWidth();
    int channels = palette.hasAlpha() ? 4 : 3;
    byte[] samples = new byte[width * raster.getHeight() * channels];
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      palette.look(row, width, samples, y * width * channels);
    }
    return new Picture(width, raster.getHeight(), channels, samples);
  }

  private static Picture plain(Raster raster, ColorModel model, int channels)
      throws ImageReadException {
    Picture picture =
        isBytes(raster, model) ? copied(raster, channels) : scaled(raster, model, channels);
    if (model.hasAlpha() && model.isAlphaPremultiplied()) {
      Alpha.divide(picture);
    }
    return picture;
  }

  private static boolean isBytes(Raster raster, ColorModel model) {
    return raster.getSampleModel() instanceof ComponentSampleModel
        && raster.getDataBuffer() instanceof DataBufferByte buffer
        && buffer.getNumBanks() == 1
        && raster.getParent() == null
        && model.getComponentSize(0) == 8;
  }

  private static Picture copied(Raster raster, int channels) {
    ComponentSampleModel layout = (ComponentSampleModel) raster.getSampleModel();
    DataBufferByte buffer = (DataBufferByte) raster.getDataBuffer();
    byte[] from = buffer.getData();
    int width = raster.getWidth();
    int height = raster.getHeight();
    int step = layout.getPixelStride();
    byte[] to = new byte[width * height * channels];
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
    return new Picture(width, height, channels, to);
  }

  /** Samples of any depth up to 16 bits, rounded to the nearest that 8 bits have, or 16 bits. */
  private static Picture scaled(Raster raster, ColorModel model, int channels)
      throws ImageReadException {
    int type = raster.getTransferType();
    int deepest = model.getComponentSize(0);
    if (deepest > 16 || type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_SHORT) {
      throw new ImageReadException(
          "has samples of %d bits, signed or fractional or too deep; convert it to 8 or 16 bits"
              .formatted(deepest));
    }
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    Picture to = Picture.blank(width, raster.getHeight(), channels, deepest > 8 ? 16 : 8);
    int[] row = new int[width * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int c = 0; c < channels; c++) {
        int max = (1 << model.getComponentSize(c)) - 1;
        int at = y * width * channels + c;
        for (int i = c; i < row.length; i += bands, at += channels) {
          to.setSample(at, (int) (((long) row[i] * to.max() + max / 2) / max));
        }
      }
    }
    return to;
  }

  /** Rare colour spaces (Lab, ...), by their own way to sRGB. */
  private static Picture converted(BufferedImage image, int channels) {
    int width = image.getWidth();
    byte[] to = new byte[width * image.getHeight() * channels];
    int[] row = new int[width];
    for (int y = 0, at = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        to[at++] = (byte) (argb >> 16);
        to[at++] = (byte) (argb >> 8);
        to[at++] = (byte) argb;
        if (channels == 4) {
          to[at++] = (byte) (argb >> 24);
        }
      }
    }
    return new Picture(width, image.getHeight(), channels, to);
  }
}
