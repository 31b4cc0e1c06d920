package io.cutmix.image.imageio;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;
import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.pixels.Pixels;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.awt.image.BufferedImage;
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
import org.w3c.dom.Element;

/**
 * Encodes pixels with ImageIO: PNG, JPEG and BMP with the JDK's writers, TIFF with that of
 * TwelveMonkeys, which compresses (LZW) by itself and so to the same bytes on every machine.
 */
final class ImageIoWriter {
  private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";

  private static final ImageWriterSpi JPEG_WRITER =
      Plugin.jdk("jpeg.JPEGImageWriterSpi", ImageWriterSpi.class);
  private static final ImageWriterSpi PNG_WRITER =
      Plugin.jdk("png.PNGImageWriterSpi", ImageWriterSpi.class);
  private static final ImageWriterSpi BMP_WRITER =
      Plugin.jdk("bmp.BMPImageWriterSpi", ImageWriterSpi.class);
  private static final ImageWriterSpi TIFF_WRITER = new TIFFImageWriterSpi();

  private ImageIoWriter() {}

  static byte[] write(Pixels pixels, Encoding encoding) throws IOException {
    if (pixels.depth() > 8 && encoding.format() != FileFormat.PNG) {
      throw new IllegalArgumentException("images of 16 bits are written as PNG only");
    }
    boolean opaque = encoding.format() == FileFormat.JPEG || encoding.format() == FileFormat.BMP;
    if (pixels.hasAlpha() && opaque) {
      throw new IllegalArgumentException(
          encoding.format() + " has no alpha; write RGBA as PNG, TIFF or WebP");
    }
    ImageWriter writer = provider(encoding.format()).createWriterInstance();
    ByteArrayOutputStream encoded = new ByteArrayOutputStream(pixels.samples().length / 2 + 1024);
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(encoded)) {
      ImageWriteParam param = param(writer, encoding);
      BufferedImage image = BufferedImages.of(pixels);
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
      case PNG -> PNG_WRITER;
      case JPEG -> JPEG_WRITER;
      case TIFF -> TIFF_WRITER;
      case BMP -> BMP_WRITER;
      default ->
          throw new ProblemException(
              Problem.of(format + " is written by OpenCV alone, which isn't in use here")
                  .remedy("choose another format"));
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

  /** The usual metadata, or with as many samples of color as of brightness (4:4:4). */
  private static @Nullable IIOMetadata metadata(
      ImageWriter writer, BufferedImage image, ImageWriteParam param, Encoding encoding)
      throws IOException {
    if (encoding.format() != FileFormat.JPEG
        || encoding.subsampling() != 444
        || image.getRaster().getNumBands() != 3) {
      return null;
    }
    ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(image);
    IIOMetadata metadata = writer.getDefaultImageMetadata(type, param);
    Element root = (Element) metadata.getAsTree(JPEG_METADATA);
    Element luma = (Element) root.getElementsByTagName("componentSpec").item(0);
    luma.setAttribute("HsamplingFactor", "1");
    luma.setAttribute("VsamplingFactor", "1");
    metadata.setFromTree(JPEG_METADATA, root);
    return metadata;
  }
}
