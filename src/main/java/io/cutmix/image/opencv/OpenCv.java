package io.cutmix.image.opencv;

import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** OpenCV's native library: loaded at the first question for it, and only once. */
public final class OpenCv {
  private OpenCv() {}

  public static boolean loaded() {
    return problem().isEmpty();
  }

  /** Why it can't be loaded. */
  public static Optional<String> problem() {
    return Library.PROBLEM;
  }

  private static final class Library {
    static final Optional<String> PROBLEM = load();
  }

  private static Optional<String> load() {
    try {
      Loader.load(opencv_imgproc.class);
      Loader.load(opencv_imgcodecs.class);
      // The images are spread over threads already.
      opencv_core.setNumThreads(0);
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      if (e.getCause() instanceof ClassNotFoundException) {
        return Optional.of("org.bytedeco:opencv isn't on the class path");
      }
      return Optional.of("OpenCV's native library can't be loaded here (%s)".formatted(e));
    }
  }
}
