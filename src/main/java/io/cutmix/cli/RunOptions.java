package io.cutmix.cli;

import io.cutmix.engine.LocalEngine;
import io.cutmix.image.PictureLimits;
import io.cutmix.pipeline.OnError;
import io.cutmix.report.Progress;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say where the result goes and how the run behaves; none changes the result. */
final class RunOptions {
  /** Set by the launcher if standard error is a terminal. */
  private static final String TERMINAL_WIDTH = "cutmix.terminal.width";

  @Option(
      names = {"--out", "-o"},
      paramLabel = "DIR",
      description = "Folder for images/, labels.json and run.json; made if it isn't there.")
  Path out;

  @Option(
      names = "--overwrite",
      description = "Remove what an earlier run wrote to --out, and nothing else, and start anew.")
  boolean overwrite;

  @Option(
      names = "--on-error",
      paramLabel = "fail|skip",
      description =
          "A picture that can't be read ends the run, or leaves a gap and is reported."
              + " Default: fail.")
  OnError onError = OnError.FAIL;

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

  @Option(names = "--dry-run", description = "Check the input, say what would be done, do nothing.")
  boolean dryRun;

  @Option(
      names = {"--quiet", "-q"},
      description = "Print errors only.")
  boolean quiet;

  @Option(
      names = {"--verbose", "-v"},
      description = "Print more: the options in force, each skipped sample.")
  boolean verbose;

  /**
   * Checks what the types don't.
   *
   * @throws IllegalArgumentException if an option is out of range or two contradict each other
   */
  void check() {
    if (threads < 1 || threads > LocalEngine.MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads must be in 1..%d, but was %d".formatted(LocalEngine.MAX_THREADS, threads));
    }
    if (quiet && verbose) {
      throw new IllegalArgumentException("--quiet and --verbose exclude each other; use one");
    }
  }

  /**
   * What a picture may cost.
   *
   * @param streams by which the run ends if a decoder can't be stopped
   * @throws IllegalArgumentException if no picture could be read
   */
  PictureLimits limits(Streams streams) {
    return new PictureLimits(
        maxPixels,
        pictureTimeout,
        picture -> {
          streams
              .err()
              .printf(
                  "%ncutmix: %s: takes longer than %d s to decode and can't be stopped; leave it out%n",
                  picture, pictureTimeout);
          streams.exit().accept(ExitCode.INPUT_OUTPUT);
        });
  }

  Progress.Display display() {
    if (quiet) {
      return Progress.Display.NONE;
    }
    return isTerminal() ? Progress.Display.BAR : Progress.Display.LINES;
  }

  /** Whether standard error is a terminal. */
  boolean isTerminal() {
    return Integer.getInteger(TERMINAL_WIDTH) != null;
  }

  int width() {
    return Integer.getInteger(TERMINAL_WIDTH, Progress.DEFAULT_WIDTH);
  }

  /** Prints a warning, unless nothing but errors is to be printed. */
  void warn(PrintStream err, String warning) {
    if (!quiet) {
      err.println("cutmix: " + warning);
    }
  }
}
