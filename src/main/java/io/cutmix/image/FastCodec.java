package io.cutmix.image;

import io.cutmix.image.imageio.ImageIoCodec;
import io.cutmix.image.opencv.OpenCvReader;
import io.cutmix.image.opencv.OpenCvWriter;
import io.cutmix.image.png.PngWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Short ways for the images that data sets are made of, and the general codec for all others.
 *
 * <p>A short way that meets anything unusual leaves the image to the general codec, so what is an
 * error, and what is said about it, is decided in one place.
 */
final class FastCodec implements ImageCodec {
  private final ImageIoCodec general;
  private final BooleanSupplier openCv;

  /**
   * @param openCv whether OpenCV can be used; asked when there is JPEG or PNG to read, or JPEG or
   *     WebP to write
   */
  FastCodec(ImageIoCodec general, BooleanSupplier openCv) {
    this.general = general;
    this.openCv = openCv;
  }

  @Override
  public ImageHeader header(InputStream encoded) throws IOException {
    return general.header(encoded);
  }

  @Override
  public Decoded decode(byte[] encoded, Rendering rendering, ByteBuffer pixels)
      throws ImageReadException {
    rendering.shape().checkRoom(pixels);
    Optional<Decoded> fast =
        rendering.shape().depth() == 8 ? decodeFast(encoded, rendering, pixels) : Optional.empty();
    return fast.isPresent() ? fast.get() : general.decode(encoded, rendering, pixels);
  }

  private Optional<Decoded> decodeFast(byte[] encoded, Rendering rendering, ByteBuffer pixels) {
    boolean png = FileFormat.PNG.signs(encoded);
    if (!(png || FileFormat.JPEG.signs(encoded)) || !openCv.getAsBoolean()) {
      return Optional.empty();
    }
    try {
      return png
          ? OpenCvReader.decodePng(encoded, rendering, general.maxPixels(), pixels)
          : OpenCvReader.decodeJpeg(
              encoded, rendering, general.turns(), general.maxPixels(), pixels);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] encode(ByteBuffer pixels, ImageShape shape, Encoding encoding) throws IOException {
    shape.checkRoom(pixels);
    if (encoding.format() == FileFormat.PNG) {
      return PngWriter.encode(pixels, shape);
    }
    boolean jpeg = encoding.format() == FileFormat.JPEG && shape.channels() != 4;
    boolean webp = encoding.format() == FileFormat.WEBP;
    if ((jpeg || webp) && shape.depth() == 8 && openCv.getAsBoolean()) {
      return OpenCvWriter.encode(pixels, shape, encoding);
    }
    return general.encode(pixels, shape, encoding);
  }
}
