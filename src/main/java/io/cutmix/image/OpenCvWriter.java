package io.cutmix.image;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Encodes baseline JPEG and WebP by the libjpeg-turbo and libwebp in OpenCV. */
final class OpenCvWriter {
  private OpenCvWriter() {}

  /** Gray, RGB or (WebP only) RGBA pixels from the buffer's position on. */
  static byte[] encode(ByteBuffer pixels, ImageShape shape, Encoding encoding) throws IOException {
    boolean gray = shape.channels() == 1;
    try (BytePointer memory = memory(pixels, shape.bytes());
        Mat stored =
            new Mat(shape.height(), shape.width(), opencv_core.CV_8UC(shape.channels()), memory);
        Mat turned = new Mat()) {
      if (!gray) {
        int order =
            shape.channels() == 3 ? opencv_imgproc.COLOR_RGB2BGR : opencv_imgproc.COLOR_RGBA2BGRA;
        opencv_imgproc.cvtColor(stored, turned, order);
      }
      return encoded(gray ? stored : turned, encoding);
    } finally {
      Reference.reachabilityFence(pixels);
    }
  }

  /** The buffer's own memory, or a copy of it if that is on the heap. */
  private static BytePointer memory(ByteBuffer pixels, int bytes) {
    ByteBuffer slice = pixels.slice(pixels.position(), bytes);
    if (slice.isDirect()) {
      return new BytePointer(slice);
    }
    byte[] samples = new byte[bytes];
    slice.get(samples);
    return new BytePointer(samples);
  }

  private static byte[] encoded(Mat picture, Encoding encoding) throws IOException {
    String extension = "." + encoding.format().extension();
    try (BytePointer encoded = new BytePointer();
        IntPointer parameters = new IntPointer(parameters(encoding))) {
      if (isMissing(encoding.format(), extension)
          || !opencv_imgcodecs.imencode(extension, picture, encoded, parameters)) {
        throw new IOException(
            "a picture of %d x %d pixels can't be written as %s"
                .formatted(picture.cols(), picture.rows(), encoding.format()));
      }
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }

  /** Builds of OpenCV have JPEG, but WebP is left to whoever builds it. */
  private static boolean isMissing(FileFormat format, String extension) {
    return format != FileFormat.JPEG && !opencv_imgcodecs.haveImageWriter(extension);
  }

  private static int[] parameters(Encoding encoding) {
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
