package io.cutmix.image;

import io.cutmix.job.RunSpec;
import io.cutmix.mix.InvalidParameterException;
import java.util.function.Consumer;

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
