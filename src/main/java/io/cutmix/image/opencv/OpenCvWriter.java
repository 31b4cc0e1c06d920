package io.cutmix.image.opencv;

import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageShape;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Encodes baseline JPEG and WebP by the libjpeg-turbo and libwebp in OpenCV. */
public final class OpenCvWriter {
  private static final Map<FileFormat, BytePointer> EXTENSIONS = new ConcurrentHashMap<>();

  private OpenCvWriter() {}

  /**
   * Encodes an image.
   *
   * @param pixels gray, RGB or (WebP only) RGBA from the buffer's position on
   * @param blueFirst whether RGB is BGR
   */
  public static byte[] encode(
      ByteBuffer pixels, ImageShape shape, Encoding encoding, boolean blueFirst)
      throws IOException {
    int channels = shape.channels();
    ByteBuffer own = direct(pixels, shape.bytes());
    OpenCvMemory memory = OpenCvMemory.take();
    try {
      Mat image = memory.pixels(shape.height(), shape.width(), opencv_core.CV_8UC(channels), own);
      if (channels == 4 || (channels == 3 && !blueFirst)) {
        int order = channels == 3 ? opencv_imgproc.COLOR_RGB2BGR : opencv_imgproc.COLOR_RGBA2BGRA;
        opencv_imgproc.cvtColor(image, memory.turned(), order);
        image = memory.turned();
      }
      return encoded(image, encoding, memory);
    } finally {
      memory.giveBack();
      Reference.reachabilityFence(own);
      Reference.reachabilityFence(pixels);
    }
  }

  /** Pixels from the buffer's position on, RGB as BGR or the other way round. */
  public static byte[] swapped(ByteBuffer pixels, ImageShape shape) {
    byte[] swapped = new byte[shape.bytes()];
    ByteBuffer own = direct(pixels, swapped.length);
    OpenCvMemory memory = OpenCvMemory.take();
    try {
      Mat image = memory.pixels(shape.height(), shape.width(), opencv_core.CV_8UC3, own);
      opencv_imgproc.cvtColor(image, memory.turned(), opencv_imgproc.COLOR_RGB2BGR);
      memory.turned().data().get(swapped);
      return swapped;
    } finally {
      memory.giveBack();
      Reference.reachabilityFence(own);
      Reference.reachabilityFence(pixels);
    }
  }

  /** The buffer's own memory, or a copy of it if that is on the heap. */
  private static ByteBuffer direct(ByteBuffer pixels, int bytes) {
    ByteBuffer slice = pixels.slice(pixels.position(), bytes);
    return slice.isDirect() ? slice : ByteBuffer.allocateDirect(bytes).put(slice).flip();
  }

  private static byte[] encoded(Mat image, Encoding encoding, OpenCvMemory memory)
      throws IOException {
    BytePointer encoded = memory.encoded();
    if (isMissing(encoding.format())
        || !opencv_imgcodecs.imencode(
            EXTENSIONS.computeIfAbsent(encoding.format(), OpenCvWriter::extension),
            image,
            encoded,
            memory.parameters(numbers(encoding)))) {
      throw new IOException(
          "an image of %d x %d pixels can't be written as %s"
              .formatted(image.cols(), image.rows(), encoding.format()));
    }
    byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
    encoded.get(bytes);
    return bytes;
  }

  /** Builds of OpenCV have JPEG, but WebP is left to whoever builds it. */
  private static boolean isMissing(FileFormat format) {
    return format != FileFormat.JPEG && !opencv_imgcodecs.haveImageWriter("." + format.extension());
  }

  private static BytePointer extension(FileFormat format) {
    return new BytePointer("." + format.extension());
  }

  private static int[] numbers(Encoding encoding) {
    if (encoding.format() == FileFormat.WEBP) {
      return new int[] {opencv_imgcodecs.IMWRITE_WEBP_QUALITY, encoding.quality()};
    }
    int quality = opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
    return encoding.subsampling() == 420
        ? new int[] {quality, encoding.quality()}
        : new int[] {
          quality,
          encoding.quality(),
          opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
          opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444
        };
  }
}
