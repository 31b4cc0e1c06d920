package io.cutmix.image.opencv;

import io.cutmix.image.ImageCodec.Decoded;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import io.cutmix.image.pixels.Renderer;
import io.cutmix.image.pixels.Scaling.Region;
import io.cutmix.image.png.PlainPng;
import io.cutmix.image.png.PngChunk;
import io.cutmix.job.ImageSpec.Icc;
import io.cutmix.job.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.imageio.IIOException;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes WebP, and whole and plain JPEGs and PNGs, by the libraries in OpenCV: straight into the
 * wanted memory, if nothing is left to do after it.
 *
 * <p>What the libraries warn of is left to somebody who can say what it is. Where {@link
 * NativeStderr} can't be captured, damage to sequential JPEGs is noticed if it costs the rest of
 * the image, and progressive ones aren't read.
 *
 * @param jpeg what is known of it, if it is one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OpenCvReader(
    byte[] encoded, ImageShape stored, Orientation orientation, Optional<JpegFile> jpeg) {
  private static final Optional<Decoded> PLAIN = Optional.of(Decoded.AS_IT_IS);

  /**
   * Decodes a PNG if it is a plain one; a small one in its own size without OpenCV.
   *
   * @param blueFirst whether to give BGR instead of RGB
   * @return empty if it isn't plain, is damaged, or does not fit: then {@code pixels} may hold
   *     anything
   * @throws IOException if it is damaged
   */
  public static Optional<Decoded> decodePng(
      byte[] encoded, Rendering rendering, long maxPixels, boolean blueFirst, ByteBuffer pixels)
      throws IOException {
    Optional<PlainPng> found =
        PlainPng.of(encoded)
            .filter(plain -> (long) plain.shape().width() * plain.shape().height() <= maxPixels);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    PlainPng png = found.get();
    if (!blueFirst && png.isSmall() && png.shape().equals(rendering.shape()) && png.read(pixels)) {
      return PLAIN;
    }
    return new OpenCvReader(
            PngChunk.bare(encoded), png.shape(), Orientation.UPRIGHT, Optional.empty())
        .decode(rendering, blueFirst, pixels);
  }

  /** The same for JPEG. */
  public static Optional<Decoded> decodeJpeg(
      byte[] encoded,
      Rendering rendering,
      boolean turns,
      long maxPixels,
      boolean blueFirst,
      ByteBuffer pixels)
      throws IOException {
    byte[] whole = upToEnd(encoded);
    JpegFile file = JpegFile.parse(new EncodedInput(whole));
    JpegScans.check(whole, file);
    return isPlain(file, rendering, maxPixels)
        ? new OpenCvReader(
                whole,
                new ImageShape(file.height(), file.width(), file.components().size()),
                turns ? file.orientation() : Orientation.UPRIGHT,
                Optional.of(file))
            .decode(rendering, blueFirst, pixels)
        : Optional.empty();
  }

  /**
   * The stored pixels of a WebP, of an animated one the first frame on its canvas.
   *
   * @param stored what its header says of them: RGB, or RGBA with straight colors
   * @throws ImageReadException if OpenCV can't be loaded here
   * @throws IOException if the image is damaged
   */
  public static Pixels webp(byte[] encoded, ImageShape stored) throws IOException {
    requireReader("WebP", ".webp");
    ImageShape other = new ImageShape(stored.height(), stored.width(), 7 - stored.channels());
    return whole(encoded, stored) // it may be wrong
        .or(() -> whole(encoded, other))
        .orElseThrow(() -> new IIOException("libwebp finds no whole image in it"));
  }

  /**
   * The stored pixels of a JPEG with arithmetic coding, which ImageIO doesn't read.
   *
   * @throws ImageReadException if OpenCV can't be loaded here
   * @throws IOException if the image is damaged
   */
  public static Pixels arithmetic(byte[] encoded, ImageShape stored) throws IOException {
    requireReader("arithmetic coding", ".jpg");
    return whole(upToEnd(encoded), stored)
        .orElseThrow(() -> new IIOException("libjpeg finds no whole image in it"));
  }

  private static void requireReader(String what, String extension) throws ImageReadException {
    Optional<String> problem = OpenCv.problem();
    if (problem.isPresent() || !opencv_imgcodecs.haveImageWriter(extension)) {
      throw new ImageReadException(
          Problem.of(
                  what + " is not supported here: " + problem.orElse("OpenCV is built without it"))
              .remedy("convert it to PNG"));
    }
  }

  /** What OpenCV reads of that shape without a warning. */
  private static Optional<Pixels> whole(byte[] encoded, ImageShape shape) {
    OpenCvReader reader = new OpenCvReader(encoded, shape, Orientation.UPRIGHT, Optional.empty());
    Pixels pixels = Pixels.blank(shape.width(), shape.height(), shape.channels(), 8);
    ByteBuffer samples = ByteBuffer.wrap(pixels.samples());
    return NativeStderr.isUnwarned(() -> reader.read(Shrinking.NONE, false, samples))
        ? Optional.of(pixels)
        : Optional.empty();
  }

  /**
   * The stored pixels of a page of fax, whose lines may have been cut short on the line: libtiff
   * goes on with the next.
   *
   * @param stored its sides
   * @param damage told if libtiff warns
   * @return empty if OpenCV can't be loaded here, or libtiff finds no page
   */
  public static Optional<Pixels> fax(byte[] encoded, ImageShape stored, Consumer<String> damage) {
    if (!OpenCv.loaded()) {
      return Optional.empty();
    }
    OpenCvReader reader = new OpenCvReader(encoded, stored, Orientation.UPRIGHT, Optional.empty());
    Pixels pixels = Pixels.blank(stored.width(), stored.height(), stored.channels(), 8);
    AtomicBoolean there = new AtomicBoolean();
    boolean unwarned =
        NativeStderr.isUnwarned(
            () -> {
              there.set(reader.read(Shrinking.NONE, false, ByteBuffer.wrap(pixels.samples())));
              return there.get();
            });
    if (there.get() && !unwarned) {
      damage.accept("not all of its lines or tags are as they should be");
    }
    return there.get() ? Optional.of(pixels) : Optional.empty();
  }

  /**
   * A JPEG without what stands behind its last end marker. One that has none is refused: libjpeg
   * would make up what is missing.
   */
  private static byte[] upToEnd(byte[] encoded) throws EOFException {
    for (int end = encoded.length; end > 4; end--) {
      if (encoded[end - 2] == (byte) 0xff && encoded[end - 1] == (byte) 0xd9) {
        return end == encoded.length ? encoded : Arrays.copyOf(encoded, end);
      }
    }
    throw new EOFException();
  }

  private static boolean isPlain(JpegFile file, Rendering rendering, long maxPixels) {
    return file.process() % JpegFile.ARITHMETIC <= JpegFile.PROGRESSIVE
        && file.strayBytes() == 0
        && (NativeStderr.isCaptured() || !file.isProgressive())
        && (file.components().size() == 1 || file.components().size() == 3)
        && (file.profile().isEmpty() || rendering.icc() == Icc.IGNORE)
        && (long) file.width() * file.height() <= maxPixels;
  }

  private Optional<Decoded> decode(Rendering rendering, boolean blueFirst, ByteBuffer pixels) {
    ImageShape shape = rendering.shape();
    boolean transposed = orientation.transposed();
    boolean hasSize =
        (transposed ? stored.height() : stored.width()) == shape.width()
            && (transposed ? stored.width() : stored.height()) == shape.height();
    if (!hasSize && rendering.fit().isEmpty()) {
      return Optional.empty();
    }
    if (hasSize && orientation == Orientation.UPRIGHT && stored.channels() == shape.channels()) {
      ByteBuffer all = pixels.slice(pixels.position(), shape.bytes());
      return NativeStderr.isUnwarned(() -> read(Shrinking.NONE, blueFirst, all))
          ? PLAIN
          : Optional.empty();
    }
    Shrinking shrinking =
        jpeg.isEmpty() ? Shrinking.NONE : Shrinking.of(stored, orientation, rendering);
    int width = shrinking.side(stored.width());
    int height = shrinking.side(stored.height());
    Pixels image = Pixels.blank(width, height, stored.channels(), 8);
    if (!NativeStderr.isUnwarned(() -> read(shrinking, false, ByteBuffer.wrap(image.samples())))) {
      return Optional.empty();
    }
    Region content = orientation.upright(shrinking.content(stored), image);
    byte[] rgb = Renderer.render(orientation.upright(image), content, rendering);
    byte[] samples =
        blueFirst && shape.channels() == 3
            ? OpenCvWriter.swapped(ByteBuffer.wrap(rgb), shape)
            : rgb;
    pixels.put(pixels.position(), samples, 0, samples.length);
    return Renderer.flattens(image, rendering)
        ? Optional.of(new Decoded(Optional.empty(), true))
        : PLAIN;
  }

  /** Fills all of the buffer. */
  private boolean read(Shrinking shrinking, boolean blueFirst, ByteBuffer to) {
    int width = shrinking.side(stored.width());
    int height = shrinking.side(stored.height());
    int type = opencv_core.CV_8UC(stored.channels());
    OpenCvMemory memory = OpenCvMemory.take();
    boolean inPlace = to.isDirect() && !OpenCvMemory.isSlow(to);
    ByteBuffer pixels = inPlace ? to : memory.decoded(to.remaining());
    boolean there = false;
    try (Mat decoded =
        opencv_imgcodecs.imdecode(
            memory.file(encoded),
            flags(shrinking, blueFirst),
            memory.pixels(height, width, type, pixels))) {
      there = decoded.cols() == width && decoded.rows() == height && decoded.type() == type;
      if (there && stored.channels() == 4) {
        opencv_imgproc.cvtColor(decoded, decoded, opencv_imgproc.COLOR_BGRA2RGBA);
      }
      if (there && !inPlace) {
        to.duplicate().put(pixels);
      }
      return there && !isDamaged(to, shrinking);
    } finally {
      if (!there) {
        // OpenCV takes memory of its own for an image of another size.
        memory.forgetPixels();
      }
      memory.giveBack();
      Reference.reachabilityFence(to);
    }
  }

  private int flags(Shrinking shrinking, boolean blueFirst) {
    return switch (stored.channels()) {
      case 1 ->
          opencv_imgcodecs.IMREAD_GRAYSCALE
              | shrinking.flag()
              | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
      case 3 ->
          (blueFirst ? opencv_imgcodecs.IMREAD_COLOR : opencv_imgcodecs.IMREAD_COLOR_RGB)
              | shrinking.flag()
              | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
      default -> opencv_imgcodecs.IMREAD_UNCHANGED;
    };
  }

  /** Where warnings can't be heard, by the pixels. */
  private boolean isDamaged(ByteBuffer samples, Shrinking shrinking) {
    return !NativeStderr.isCaptured()
        && jpeg.filter(file -> JpegDamage.shows(file, samples, shrinking)).isPresent();
  }
}
