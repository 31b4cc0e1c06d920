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

/** Encodes JPEG: baseline, 4:2:0, by the libjpeg-turbo in OpenCV. */
final class OpenCvJpegWriter {
  private OpenCvJpegWriter() {}

  /** Gray or RGB pixels from the buffer's position on, to a JPEG of the quality 1..100. */
  static byte[] encode(ByteBuffer pixels, ImageShape shape, int quality) throws IOException {
    boolean gray = shape.channels() == 1;
    try (BytePointer memory = memory(pixels, shape.bytes());
        Mat stored =
            new Mat(shape.height(), shape.width(), opencv_core.CV_8UC(shape.channels()), memory);
        Mat turned = new Mat()) {
      if (!gray) {
        opencv_imgproc.cvtColor(stored, turned, opencv_imgproc.COLOR_RGB2BGR);
      }
      return encoded(gray ? stored : turned, quality);
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

  private static byte[] encoded(Mat picture, int quality) throws IOException {
    try (BytePointer encoded = new BytePointer();
        IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
      if (!opencv_imgcodecs.imencode(".jpg", picture, encoded, parameters)) {
        throw new IOException(
            "a picture of %d x %d pixels can't be written as JPEG"
                .formatted(picture.cols(), picture.rows()));
      }
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }
}
