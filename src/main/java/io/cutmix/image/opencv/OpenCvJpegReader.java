package io.cutmix.image.opencv;

import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.image.pixels.EncodedInput;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.image.pixels.Pixels;
import io.cutmix.image.pixels.Renderer;
import io.cutmix.image.pixels.Scaling.Region;
import io.cutmix.job.ImageSpec.Icc;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Decodes whole JPEGs of one or three channels by the libjpeg-turbo in OpenCV: straight into the
 * wanted memory, if nothing is left to do after it.
 *
 * <p>What libjpeg warns of is left to somebody who can say what it is. Where {@link NativeStderr}
 * can't be captured, damage to sequential files is noticed if it costs the rest of the image, and
 * progressive ones aren't read.
 */
public final class OpenCvJpegReader {
  private OpenCvJpegReader() {}

  /**
   * Decodes the image if it is a plain one.
   *
   * @return false if it isn't plain, is damaged, or does not fit: then {@code pixels} may hold
   *     anything
   */
  public static boolean decode(
      byte[] encoded, Rendering rendering, boolean turns, long maxPixels, ByteBuffer pixels) {
    if (!isWhole(encoded)) {
      return false;
    }
    try {
      JpegFile parsed = JpegFile.parse(new EncodedInput(encoded));
      JpegFile file = turns ? parsed : parsed.asStored();
      file.checkScans(encoded);
      return isPlain(file, rendering, maxPixels)
          && NativeStderr.isUnwarned(
              () ->
                  isWanted(file, rendering.shape())
                      ? decode(encoded, file, pixels, rendering.shape().bytes())
                      : decode(encoded, file, rendering, pixels));
    } catch (IOException damaged) {
      return false;
    }
  }

  /** Whether the last bytes are those of a JPEG; libjpeg would make up what is missing. */
  private static boolean isWhole(byte[] encoded) {
    int end = encoded.length;
    return end > 4 && encoded[end - 2] == (byte) 0xff && encoded[end - 1] == (byte) 0xd9;
  }

  private static boolean isPlain(JpegFile file, Rendering rendering, long maxPixels) {
    return file.process() % JpegFile.ARITHMETIC <= JpegFile.PROGRESSIVE
        && file.strayBytes() == 0
        && (NativeStderr.isCaptured() || !file.isProgressive())
        && (file.components() == 1 || file.components() == 3)
        && (file.profile().isEmpty() || rendering.icc() == Icc.IGNORE)
        && (long) file.width() * file.height() <= maxPixels;
  }

  private static boolean isWanted(JpegFile file, ImageShape shape) {
    return file.orientation() == Orientation.UPRIGHT
        && file.width() == shape.width()
        && file.height() == shape.height()
        && file.components() == shape.channels();
  }

  private static boolean decode(byte[] encoded, JpegFile file, ByteBuffer pixels, int bytes) {
    ByteBuffer slice = pixels.slice(pixels.position(), bytes);
    if (!slice.isDirect()) {
      @Nullable Pixels image = image(encoded, file, Shrinking.NONE);
      if (image != null) {
        slice.put(image.samples());
      }
      return image != null;
    }
    OpenCvMemory memory = OpenCvMemory.take();
    boolean there = false;
    try (Mat decoded =
        opencv_imgcodecs.imdecode(
            memory.file(encoded),
            flags(file, Shrinking.NONE),
            memory.pixels(file.height(), file.width(), type(file), slice))) {
      there = isOf(decoded, file.width(), file.height(), file);
      return there && !isDamaged(file, slice, Shrinking.NONE);
    } finally {
      if (!there) {
        // OpenCV takes memory of its own for an image of another size.
        memory.forgetPixels();
      }
      memory.giveBack();
      Reference.reachabilityFence(pixels);
    }
  }

  private static boolean isOf(Mat decoded, int width, int height, JpegFile file) {
    return decoded.cols() == width && decoded.rows() == height && decoded.type() == type(file);
  }

  private static boolean decode(
      byte[] encoded, JpegFile file, Rendering rendering, ByteBuffer pixels) {
    Orientation orientation = file.orientation();
    if (rendering.fit().isEmpty() && !hasSize(file, rendering.shape())) {
      return false;
    }
    Shrinking shrinking = Shrinking.of(file, rendering);
    @Nullable Pixels stored = image(encoded, file, shrinking);
    if (stored == null) {
      return false;
    }
    Region content = orientation.upright(shrinking.content(file), stored);
    byte[] samples = Renderer.render(orientation.upright(stored), content, rendering);
    pixels.put(pixels.position(), samples, 0, samples.length);
    return true;
  }

  private static boolean hasSize(JpegFile file, ImageShape shape) {
    boolean transposed = file.orientation().transposed();
    return (transposed ? file.height() : file.width()) == shape.width()
        && (transposed ? file.width() : file.height()) == shape.height();
  }

  private static @Nullable Pixels image(byte[] encoded, JpegFile file, Shrinking shrinking) {
    int width = shrinking.side(file.width());
    int height = shrinking.side(file.height());
    OpenCvMemory memory = OpenCvMemory.take();
    try (Mat decoded = opencv_imgcodecs.imdecode(memory.file(encoded), flags(file, shrinking))) {
      if (!isOf(decoded, width, height, file)) {
        return null;
      }
      byte[] samples = new byte[width * height * file.components()];
      decoded.data().get(samples);
      return isDamaged(file, ByteBuffer.wrap(samples), shrinking)
          ? null
          : new Pixels(width, height, file.components(), samples);
    } finally {
      memory.giveBack();
    }
  }

  /** Where warnings can't be heard, by the pixels. */
  private static boolean isDamaged(JpegFile file, ByteBuffer samples, Shrinking shrinking) {
    return !NativeStderr.isCaptured() && JpegDamage.shows(file, samples, shrinking);
  }

  private static int type(JpegFile file) {
    return file.components() == 1 ? opencv_core.CV_8UC1 : opencv_core.CV_8UC3;
  }

  private static int flags(JpegFile file, Shrinking shrinking) {
    int colors =
        file.components() == 1
            ? opencv_imgcodecs.IMREAD_GRAYSCALE
            : opencv_imgcodecs.IMREAD_COLOR_RGB;
    return colors | shrinking.flag() | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
  }
}
