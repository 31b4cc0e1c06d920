package io.cutmix.image;

import io.cutmix.image.imageio.ImageIoCodec;
import io.cutmix.image.opencv.NativeStderr;
import io.cutmix.image.opencv.OpenCv;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.ImageSpec.Exif;
import io.cutmix.job.RunSpec;
import io.cutmix.mix.InvalidParameterException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The codecs by choice.
 *
 * <pre>{@code
 * CompletableFuture.runAsync(() -> Codecs.load(CodecChoice.AUTO)); // while files are listed
 * ImageCodec codec = Codecs.of(CodecChoice.AUTO);
 * }</pre>
 */
public final class Codecs {
  private Codecs() {}

  /**
   * A codec. Nothing native is loaded before the first JPEG's pixels, or {@link #load}, ask for it;
   * then a codec of {@link CodecChoice#OPENCV} throws an {@link IllegalStateException} if that
   * fails.
   */
  public static ImageCodec of(CodecChoice choice, Exif exif, ImageLimits limits) {
    @Nullable BooleanSupplier openCv =
        switch (choice) {
          case IMAGEIO -> null;
          case AUTO -> OpenCv::loaded;
          case OPENCV -> Codecs::loadedOpenCv;
        };
    ImageCodec codec = new ImageIoCodec(limits.maxPixels(), exif == Exif.APPLY, openCv);
    return new TimedCodec(codec, limits, "");
  }

  /** The same for upright images within {@link ImageLimits#DEFAULT}. */
  public static ImageCodec of(CodecChoice choice) {
    return of(choice, Exif.APPLY, ImageLimits.DEFAULT);
  }

  /**
   * Loads what the choice needs, unless that is done, and waits for it. From then on nothing that
   * native code prints to standard error is seen, if Java is allowed to see to that. Thread-safe.
   *
   * @return why OpenCV can't be had, in a sentence for users; empty if all is well. Then {@link
   *     CodecChoice#AUTO} works all the same, only slower, and {@link CodecChoice#OPENCV} does not
   */
  public static Optional<String> load(CodecChoice choice) {
    NativeStderr.capture(); // WebP is OpenCV's in any case
    return choice == CodecChoice.IMAGEIO ? Optional.empty() : OpenCv.problem();
  }

  /** Versions of the native codecs by name; loads them. */
  public static Map<String, String> versions() {
    return OpenCv.versions();
  }

  /**
   * Whether a file holds more images than the first, which alone is read: the frames of a GIF or
   * WebP, the pages of a TIFF.
   *
   * @param format of the file
   * @param encoded a file that was decoded without an error
   */
  public static boolean areSeveral(FileFormat format, byte[] encoded) {
    return ImageIoCodec.areSeveral(format, encoded);
  }

  private static boolean loadedOpenCv() {
    OpenCv.problem()
        .ifPresent(
            problem -> {
              throw new IllegalStateException(problem);
            });
    return true;
  }

  /**
   * What an image may cost before it counts as one that can't be read.
   *
   * @param maxPixels that its header may declare; more are refused before memory is taken for them
   * @param seconds of a processor's time that a decoder may take for it
   * @param stuck told the name of an image whose decoder goes on all the same, as code that doesn't
   *     read can't be stopped; its thread is lost
   */
  public record ImageLimits(long maxPixels, int seconds, Consumer<String> stuck) {
    /** Those that are in force unless others are asked for. */
    public static final ImageLimits DEFAULT =
        new ImageLimits(RunSpec.MAX_PIXELS, RunSpec.IMAGE_TIMEOUT, stuckImage -> {});

    /** Refuses what would let no image through. */
    public ImageLimits {
      if (maxPixels < 1) {
        throw InvalidParameterException.outOfRange("max-pixels", "must be at least 1", maxPixels);
      }
      if (seconds < 1) {
        throw InvalidParameterException.outOfRange(
            "image-timeout", "must be at least 1 second", seconds);
      }
    }
  }
}
