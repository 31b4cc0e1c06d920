package io.cutmix.image.opencv;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** OpenCV's native library: loaded at the first question for it, and only once. */
public final class OpenCv {
  /** In what OpenCV says of its build: the libraries that read and write JPEG and WebP. */
  private static final Pattern BUILT_WITH =
      Pattern.compile("(?m)^ *(JPEG|WEBP): +(?:build-?)?(.*)$");

  private OpenCv() {}

  public static boolean loaded() {
    return problem().isEmpty();
  }

  /** Why it can't be loaded. */
  public static Optional<String> problem() {
    return Library.PROBLEM;
  }

  /** Its version and those of the libraries in it, by name; or why it can't be loaded. */
  public static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("opencv", problem().orElseGet(opencv_core::CV_VERSION));
    if (loaded()) {
      BUILT_WITH
          .matcher(opencv_core.getBuildInformation().getString())
          .results()
          .forEach(
              line -> versions.put(line.group(1).toLowerCase(Locale.ROOT), line.group(2).strip()));
    }
    return versions;
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
