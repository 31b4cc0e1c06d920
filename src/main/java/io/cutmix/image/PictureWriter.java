package io.cutmix.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Encodes pixels with ImageIO: PNG, JPEG and BMP with the JDK's writers, TIFF with that of
 * TwelveMonkeys, which compresses (LZW) by itself and so to the same bytes on every machine.
 */
final class PictureWriter {
  private PictureWriter() {}

  static byte[] write(Picture picture, Encoding encoding) throws IOException {
    if (picture.depth() > 8 && encoding.format() != FileFormat.PNG) {
      throw new IllegalArgumentException("pictures of 16 bits are written as PNG only");
    }
    if (picture.hasAlpha() && !Encoding.holdsAlpha(encoding.format())) {
      throw new IllegalArgumentException(
          encoding.format() + " has no alpha; write RGBA as PNG, TIFF or WebP");
    }
    ImageWriter writer = provider(encoding.format()).createWriterInstance();
    ByteArrayOutputStream encoded = new ByteArrayOutputStream(picture.samples().length / 2 + 1024);
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(encoded)) {
      ImageWriteParam param = param(writer, encoding);
      BufferedImage image = image(picture);
      writer.setOutput(output);
      writer.write(
          null, new IIOImage(image, null, metadata(writer, image, param, encoding)), param);
    } finally {
      writer.dispose();
    }
    return encoded.toByteArray();
  }

  private static ImageWriterSpi provider(FileFormat format) throws IOException {
    return switch (format) {
      case PNG -> Plugins.PNG_WRITER;
      case JPEG -> Plugins.JPEG_WRITER;
      case TIFF -> Plugins.TIFF_WRITER;
      case BMP -> Plugins.BMP_WRITER;
      default ->
          throw new IOException(
              "%s is written by OpenCV alone, which isn't in use here; choose another format"
                  .formatted(format));
    };
  }

  private static ImageWriteParam param(ImageWriter writer, Encoding encoding) {
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (encoding.format() == FileFormat.JPEG) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(encoding.quality() / 100f);
    } else if (encoding.format() == FileFormat.TIFF) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType("LZW");
    }
    return param;
  }

  private static @Nullable IIOMetadata metadata(
      ImageWriter writer, BufferedImage image, ImageWriteParam param, Encoding encoding)
      throws IOException {
    boolean full = encoding.format() == FileFormat.JPEG && encoding.subsampling() == 444;
    return full && image.getRaster().getNumBands() == 3
        ? JpegSampling.full(writer, ImageTypeSpecifier.createFromRenderedImage(image), param)
        : null;
  }

  private static BufferedImage image(Picture picture) {
    WritableRaster raster = Rasters.of(picture);
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(
                picture.channels() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            picture.hasAlpha(),
            false,
            picture.hasAlpha() ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            raster.getTransferType());
    return new BufferedImage(model, raster, false, null);
  }
}
