package io.cutmix.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes pixels with the JDK's writers. */
final class PictureWriter {
  private PictureWriter() {}

  static byte[] write(byte[] samples, ImageShape shape, Encoding encoding) throws IOException {
    boolean jpeg = encoding.format() == FileFormat.JPEG;
    if (jpeg && shape.channels() == 4) {
      throw new IllegalArgumentException("JPEG has no alpha; write RGBA as PNG");
    }
    ImageWriter writer = (jpeg ? Plugins.JPEG_WRITER : Plugins.PNG_WRITER).createWriterInstance();
    ByteArrayOutputStream encoded = new ByteArrayOutputStream(samples.length / 2 + 1024);
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(encoded)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (jpeg) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(encoding.quality() / 100f);
      }
      writer.setOutput(output);
      writer.write(null, new IIOImage(image(samples, shape), null, null), param);
    } finally {
      writer.dispose();
    }
    return encoded.toByteArray();
  }

  /** A view of the samples that ImageIO understands; nothing is copied. */
  private static BufferedImage image(byte[] samples, ImageShape shape) {
    int channels = shape.channels();
    boolean alpha = channels == 4;
    int[] order = new int[channels];
    for (int c = 0; c < channels; c++) {
      order[c] = c;
    }
    ColorSpace colours =
        ColorSpace.getInstance(channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(samples, samples.length),
            shape.width(),
            shape.height(),
            shape.width() * channels,
            channels,
            order,
            null);
    ComponentColorModel model =
        new ComponentColorModel(
            colours,
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, raster, false, null);
  }
}
