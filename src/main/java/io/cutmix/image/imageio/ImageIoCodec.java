package io.cutmix.image.imageio;

import io.cutmix.image.Codecs;
import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.image.opencv.NativeStderr;
import io.cutmix.image.opencv.OpenCvReader;
import io.cutmix.image.opencv.OpenCvWriter;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Pixels;
import io.cutmix.image.pixels.Renderer;
import io.cutmix.image.png.PngWriter;
import io.cutmix.job.ForeignFile;
import io.cutmix.job.ImageSpec.Icc;
import io.cutmix.job.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The codec on ImageIO, with the plug-ins of TwelveMonkeys. Reads every {@link FileFormat}; keeps
 * everything in memory, never in temporary files. Thread-safe.
 *
 * <p>There may be short ways for the images that data sets are made of, by OpenCV and by a PNG
 * encoder of our own. A short way that meets anything unusual leaves the image to ImageIO, so what
 * is an error, and what is said about it, is decided in one place.
 *
 * @param maxPixels images whose header declares more pixels are refused before any memory is taken
 *     for them; at least 1
 * @param turns whether images are turned upright; else they are read as they are stored
 * @param openCv whether OpenCV can be used; asked when there is JPEG or PNG to read, or JPEG or
 *     WebP to write. Without it there are no short ways at all
 * @param blueFirst whether pixels of three bytes are BGR, the order of OpenCV
 */
public record ImageIoCodec(
    long maxPixels, boolean turns, @Nullable BooleanSupplier openCv, boolean blueFirst)
    implements ImageCodec {
  private static final Map<FileFormat, FormatReader> READERS =
      new EnumMap<>(
          Map.of(
              FileFormat.JPEG, new JpegReader(),
              FileFormat.PNG, new PngReader(),
              FileFormat.GIF, new GifReader(),
              FileFormat.BMP, new BmpReader(),
              FileFormat.TIFF, new TiffReader(),
              FileFormat.WEBP, new WebpReader(),
              FileFormat.TGA, new TgaReader(),
              FileFormat.PSD, new PsdReader(),
              FileFormat.PNM, new PnmReader()));

  /** So many take little memory. */
  private static final long FEW_PIXELS = 1 << 24;

  /** Pixels are RGB. */
  public ImageIoCodec(long maxPixels, boolean turns, @Nullable BooleanSupplier openCv) {
    this(maxPixels, turns, openCv, false);
  }

  @Override
  public ImageCodec inOwnOrder() {
    // Without libjpeg's warnings, damage is looked for in RGB.
    return openCv != null && NativeStderr.isCaptured() && openCv.getAsBoolean()
        ? new ImageIoCodec(maxPixels, turns, openCv, true)
        : this;
  }

  @Override
  public ImageHeader header(InputStream encoded) throws IOException {
    try (EncodedInput input = new EncodedInput(encoded)) {
      FileFormat format = format(head(input));
      try {
        FormatReader reader = reader(format);
        StoredHeader header = reader.header(input);
        header.requireAtMost(maxPixels);
        requireBytes(header, reader, input);
        return header.seen(format, turns);
      } catch (EOFException
          | IIOException
          | RuntimeException
          | StackOverflowError
          | OutOfMemoryError e) {
        throw damaged(format, e, input);
      }
    }
  }

  @Override
  public Decoded decode(byte[] encoded, Rendering rendering, ByteBuffer pixels)
      throws ImageReadException {
    rendering.shape().checkRoom(pixels);
    Optional<Decoded> fast =
        rendering.shape().depth() == 8 ? decodeFast(encoded, rendering, pixels) : Optional.empty();
    return fast.isPresent() ? fast.get() : decodeAny(encoded, rendering, pixels);
  }

  private Optional<Decoded> decodeFast(byte[] encoded, Rendering rendering, ByteBuffer pixels) {
    boolean png = FileFormat.PNG.signs(encoded);
    if (openCv == null || !(png || FileFormat.JPEG.signs(encoded)) || !openCv.getAsBoolean()) {
      return Optional.empty();
    }
    try {
      return png
          ? OpenCvReader.decodePng(encoded, rendering, maxPixels, blueFirst, pixels)
          : OpenCvReader.decodeJpeg(encoded, rendering, turns, maxPixels, blueFirst, pixels);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return Optional.empty();
    }
  }

  private Decoded decodeAny(byte[] encoded, Rendering rendering, ByteBuffer pixels)
      throws ImageReadException {
    List<String> damage = new ArrayList<>();
    Pixels image = read(encoded, rendering, damage::add);
    try {
      byte[] samples = Renderer.render(image, rendering);
      pixels.put(
          pixels.position(),
          inOrder(ByteBuffer.wrap(samples), rendering.shape()),
          0,
          samples.length);
      return new Decoded(damage.stream().findFirst(), Renderer.flattens(image, rendering));
    } catch (OutOfMemoryError e) {
      throw ImageReadException.tooLarge(e);
    }
  }

  @Override
  public byte[] encode(ByteBuffer pixels, ImageShape shape, Encoding encoding) throws IOException {
    shape.checkRoom(pixels);
    boolean jpeg = encoding.format() == FileFormat.JPEG && shape.channels() != 4;
    boolean webp = encoding.format() == FileFormat.WEBP;
    if (openCv != null && (jpeg || webp) && shape.depth() == 8 && openCv.getAsBoolean()) {
      return OpenCvWriter.encode(pixels, shape, encoding, blueFirst);
    }
    ByteBuffer rgb = inOrder(pixels, shape);
    if (openCv != null && encoding.format() == FileFormat.PNG) {
      return PngWriter.encode(rgb, shape);
    }
    byte[] samples = new byte[shape.bytes()];
    rgb.get(rgb.position(), samples);
    return ImageIoWriter.write(
        new Pixels(shape.width(), shape.height(), shape.channels(), shape.depth(), samples),
        encoding);
  }

  /** From RGB to the order of this codec, or back. */
  private ByteBuffer inOrder(ByteBuffer pixels, ImageShape shape) {
    return blueFirst && shape.channels() == 3 && shape.depth() == 8
        ? ByteBuffer.wrap(OpenCvWriter.swapped(pixels, shape))
        : pixels;
  }

  private Pixels read(byte[] encoded, Rendering rendering, Consumer<String> damage)
      throws ImageReadException {
    FileFormat format = format(encoded);
    EncodedInput input = EncodedInput.asStream(encoded);
    try {
      FormatReader reader = reader(format);
      StoredHeader header = reader.header(input);
      header.requireAtMost(maxPixels);
      requireBytes(header, reader, new EncodedInput(encoded));
      checkSize(header, format, rendering);
      header.requireMemory();
      Optional<IccProfile> profile =
          rendering.icc() == Icc.CONVERT ? header.profile() : Optional.empty();
      Pixels stored = reader.pixels(encoded, profile, damage).withDepth(rendering.shape().depth());
      if (stored.width() != header.width() || stored.height() != header.height()) {
        throw new IIOException("header and pixels differ in size");
      }
      Pixels colored = profile.map(colors -> colors.toSrgb(stored)).orElse(stored);
      return turns ? header.orientation().upright(colored) : colored;
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw damaged(format, e, input);
    }
  }

  private static ImageReadException damaged(FileFormat format, Throwable e, EncodedInput header) {
    return e instanceof Exception thrown && ImageReadException.isOfEnd(thrown, header.exhausted())
        ? ImageReadException.damaged(format, new EOFException().initCause(thrown))
        : ImageReadException.damaged(format, e);
  }

  /** As {@link Codecs#areSeveral}. */
  public static boolean areSeveral(FileFormat format, byte[] encoded) {
    try {
      return switch (format) {
        case GIF -> GifReader.isAnimated(encoded);
        case TIFF -> Plugin.TIFF.hasMore(encoded);
        case WEBP -> WebpReader.isAnimated(encoded);
        default -> false;
      };
    } catch (IOException | RuntimeException broken) {
      return false;
    }
  }

  private static byte[] head(ImageInputStream input) throws IOException {
    byte[] head = new byte[ForeignFile.HEAD_BYTES];
    int length = 0;
    for (int count = 0; count >= 0 && length < head.length; length += Math.max(count, 0)) {
      count = input.read(head, length, head.length - length);
    }
    return Arrays.copyOf(head, length);
  }

  private static FileFormat format(byte[] head) throws ImageReadException {
    return FileFormat.of(head)
        .orElseThrow(
            () ->
                new ImageReadException(
                    ForeignFile.problem(head)
                        .orElse(
                            Problem.of("is no image of a known format")
                                .remedy("known are " + Arrays.toString(FileFormat.values())))));
  }

  public static FormatReader reader(FileFormat format) {
    return Objects.requireNonNull(READERS.get(format));
  }

  /** Refuses many pixels that the file's bytes can't hold, so that no memory is taken for them. */
  private static void requireBytes(StoredHeader header, FormatReader reader, ImageInputStream input)
      throws IOException {
    long pixels = (long) header.width() * header.height();
    if (pixels > FEW_PIXELS) {
      long least = pixels / reader.pixelsPerByte(input);
      input.seek(Math.max(least, input.getFlushedPosition()));
      input.readByte();
    }
  }

  private void checkSize(StoredHeader header, FileFormat format, Rendering rendering)
      throws ImageReadException {
    ImageHeader upright = header.seen(format, turns);
    ImageShape shape = rendering.shape();
    if (rendering.fit().isEmpty()
        && (upright.width() != shape.width() || upright.height() != shape.height())) {
      String wanted = shape.width() + "x" + shape.height();
      throw new ImageReadException(
          Problem.of(
                  "is %s (width x height), but " + wanted + " is expected",
                  upright.width() + "x" + upright.height())
              .remedy("resize it, or choose a fit"));
    }
  }
}
