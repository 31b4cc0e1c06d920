package io.cutmix.cli;

import io.cutmix.engine.LocalEngine;
import io.cutmix.image.PictureLimits;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say where the result goes and how fast; none changes it. */
@Command(optionListHeading = "%nOutput and run:%n")
final class RunOptions {
  @Option(
      names = {"--out", "-o"},
      paramLabel = "DIR",
      description = "Folder for images/, labels.json and run.json; made if it isn't there.")
  Path out;

  @Option(
      names = "--overwrite",
      fallbackValue = "true",
      description = "Remove what an earlier run wrote to --out, and nothing else, and start anew.")
  boolean overwrite;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description =
          "A picture whose header declares more pixels can't be read. Default: ${DEFAULT-VALUE}.")
  long maxPixels = PictureLimits.MAX_PIXELS;

  @Option(
      names = "--picture-timeout",
      paramLabel = "SECONDS",
      description =
          "A picture that takes longer to decode can't be read. Default: ${DEFAULT-VALUE}.")
  int pictureTimeout = PictureLimits.SECONDS;

  @Option(
      names = {"--threads", "-j"},
      paramLabel = "N",
      description = "Pictures worked on at once. Default: as many as there are processors.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--workers", hidden = true)
  void workers(int value) {
    threads = value;
  }

  /**
   * Checks what the types don't.
   *
   * @throws IllegalArgumentException if an option is out of range
   */
  void check() {
    if (threads < 1 || threads > LocalEngine.MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads must be in 1..%d, but was %d".formatted(LocalEngine.MAX_THREADS, threads));
    }
  }

  /**
   * What a picture may cost.
   *
   * @param console by which the run ends if a decoder can't be stopped
   * @throws IllegalArgumentException if no picture could be read
   */
  PictureLimits limits(Console console) {
    return new PictureLimits(
        maxPixels,
        pictureTimeout,
        picture ->
            console.end(
                "%s: takes longer than %d s to decode and can't be stopped; leave it out"
                    .formatted(picture, pictureTimeout)));
  }
}
