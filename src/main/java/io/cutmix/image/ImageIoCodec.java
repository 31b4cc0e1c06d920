package io.cutmix.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/**
 * The codec on ImageIO, with the plug-ins of TwelveMonkeys. Reads every {@link FileFormat}; keeps
 * everything in memory, never in temporary files. Thread-safe.
 */
public final class ImageIoCodec implements ImageCodec {
  private static final Map<FileFormat, FormatReader> READERS =
      new EnumMap<>(
          Map.of(
              FileFormat.JPEG, new JpegReader(),
              FileFormat.PNG, new PngReader(),
              FileFormat.GIF, new GifReader(),
              FileFormat.BMP, new PluginReader(Plugins.BMP),
              FileFormat.TIFF, new TiffReader(),
              FileFormat.WEBP, new WebpReader(),
              FileFormat.TGA, new PluginReader(Plugins.TGA),
              FileFormat.PSD, new PsdReader(),
              FileFormat.PNM, new PluginReader(Plugins.PNM)));

  private final long maxPixels;

  public ImageIoCodec() {
    this(PictureLimits.MAX_PIXELS);
  }

  /**
   * @param maxPixels pictures whose header declares more pixels are refused before any memory is
   *     taken for them; at least 1
   */
  public ImageIoCodec(long maxPixels) {
    this.maxPixels = maxPixels;
  }

  long maxPixels() {
    return maxPixels;
  }

  @Override
  public ImageHeader header(InputStream encoded) throws IOException {
    try (ImageInputStream input = new HeaderInput(encoded)) {
      FileFormat format = format(head(input));
      try {
        StoredHeader header = reader(format).header(input);
        header.requireAtMost(maxPixels);
        return header.upright(format);
      } catch (ImageReadException e) {
        throw e;
      } catch (EOFException
          | IIOException
          | RuntimeException
          | StackOverflowError
          | OutOfMemoryError e) {
        throw ImageReadException.damaged(format, e);
      }
    }
  }

  @Override
  public void decode(byte[] encoded, Rendering rendering, ByteBuffer pixels)
      throws ImageReadException {
    rendering.shape().checkRoom(pixels);
    Picture picture = read(encoded, rendering);
    byte[] samples = Renderer.render(picture, rendering);
    pixels.put(pixels.position(), samples, 0, samples.length);
  }

  @Override
  public byte[] encode(ByteBuffer pixels, ImageShape shape, Encoding encoding) throws IOException {
    shape.checkRoom(pixels);
    byte[] samples = new byte[shape.bytes()];
    pixels.get(pixels.position(), samples);
    return PictureWriter.write(
        new Picture(shape.width(), shape.height(), shape.channels(), shape.depth(), samples),
        encoding);
  }

  private Picture read(byte[] encoded, Rendering rendering) throws ImageReadException {
    FileFormat format = format(encoded);
    try {
      FormatReader reader = reader(format);
      StoredHeader header = reader.header(new EncodedInput(encoded));
      checkSize(header, format, rendering);
      Optional<IccProfile> profile =
          rendering.icc() == Icc.CONVERT ? header.metadata().profile() : Optional.empty();
      Picture stored = reader.picture(encoded, profile).withDepth(rendering.shape().depth());
      if (stored.width() != header.width() || stored.height() != header.height()) {
        throw new IIOException("header and pixels differ in size");
      }
      Picture coloured = profile.map(colours -> colours.toSrgb(stored)).orElse(stored);
      return header.metadata().orientation().upright(coloured);
    } catch (ImageReadException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw ImageReadException.damaged(format, e);
    }
  }

  private static byte[] head(ImageInputStream input) throws IOException {
    byte[] head = new byte[FileFormat.SIGNATURE_BYTES];
    int length = 0;
    for (int count = 0; count >= 0 && length < head.length; length += Math.max(count, 0)) {
      count = input.read(head, length, head.length - length);
    }
    return Arrays.copyOf(head, length);
  }

  private static FileFormat format(byte[] head) throws ImageReadException {
    if (head.length == 0) {
      throw new ImageReadException("is empty");
    }
    return FileFormat.of(head)
        .orElseThrow(
            () ->
                new ImageReadException(
                    "is no picture of a known format; known are "
                        + Arrays.toString(FileFormat.values())));
  }

  private static FormatReader reader(FileFormat format) {
    return Objects.requireNonNull(READERS.get(format));
  }

  private void checkSize(StoredHeader header, FileFormat format, Rendering rendering)
      throws IOException {
    header.requireAtMost(maxPixels);
    ImageHeader upright = header.upright(format);
    ImageShape shape = rendering.shape();
    if (rendering.fit().isEmpty()
        && (upright.width() != shape.width() || upright.height() != shape.height())) {
      throw new ImageReadException(
          "is %dx%d (width x height), but %dx%d is expected; resize it, or choose a fit"
              .formatted(upright.width(), upright.height(), shape.width(), shape.height()));
    }
  }
}
