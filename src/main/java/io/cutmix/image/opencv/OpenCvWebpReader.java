package io.cutmix.image.opencv;

import io.cutmix.image.ImageReadException;
import io.cutmix.image.pixels.Pixels;
import io.cutmix.job.Problem;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.IIOException;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes WebP by the libwebp in OpenCV: of an animated one the first frame on its canvas. */
public final class OpenCvWebpReader {
  private OpenCvWebpReader() {}

  /**
   * The pixels as they are stored: RGB, or RGBA with straight colors.
   *
   * @throws ImageReadException if OpenCV can't be loaded here
   * @throws IOException if the image is damaged
   */
  public static Pixels pixels(byte[] encoded) throws IOException {
    Optional<String> problem = OpenCv.problem();
    if (problem.isPresent() || !opencv_imgcodecs.haveImageWriter(".webp")) {
      throw new ImageReadException(
          Problem.of("WebP is not supported here: " + problem.orElse("OpenCV is built without it"))
              .remedy("convert it to PNG"));
    }
    AtomicReference<Pixels> image = new AtomicReference<>();
    if (!NativeStderr.isUnwarned(() -> decode(encoded, image))) {
      throw new IIOException("libwebp finds no whole image in it");
    }
    return Objects.requireNonNull(image.get());
  }

  private static boolean decode(byte[] encoded, AtomicReference<Pixels> image) {
    OpenCvMemory memory = OpenCvMemory.take();
    try (Mat decoded =
        opencv_imgcodecs.imdecode(memory.file(encoded), opencv_imgcodecs.IMREAD_UNCHANGED)) {
      boolean alpha = decoded.type() == opencv_core.CV_8UC4;
      if (!alpha && decoded.type() != opencv_core.CV_8UC3) {
        return false;
      }
      int order = alpha ? opencv_imgproc.COLOR_BGRA2RGBA : opencv_imgproc.COLOR_BGR2RGB;
      opencv_imgproc.cvtColor(decoded, decoded, order);
      Pixels pixels = Pixels.blank(decoded.cols(), decoded.rows(), alpha ? 4 : 3, 8);
      decoded.data().get(pixels.samples());
      image.set(pixels);
      return true;
    } finally {
      memory.giveBack();
    }
  }
}
