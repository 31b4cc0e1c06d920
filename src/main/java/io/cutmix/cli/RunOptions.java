package io.cutmix.cli;

import io.cutmix.engine.Engine;
import io.cutmix.engine.EngineProvider;
import io.cutmix.engine.LocalEngine;
import io.cutmix.image.ImageLimits;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
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
  long maxPixels = ImageLimits.MAX_PIXELS;

  @Option(
      names = "--picture-timeout",
      paramLabel = "SECONDS",
      description =
          "A picture that takes longer to decode can't be read. Default: ${DEFAULT-VALUE}.")
  int pictureTimeout = ImageLimits.SECONDS;

  @Option(
      names = {"--threads", "-j"},
      paramLabel = "N",
      description =
          "Pictures worked on at once; with --engine spark those of one task, which then takes as"
              + " many cores. Default: as many as there are processors; with spark 1.")
  @Nullable Integer threads;

  @Option(
      names = "--engine",
      paramLabel = "local|spark",
      description =
          "What does the work: this machine, or a Spark cluster, with the same result. Default:"
              + " local.")
  EngineChoice engine = EngineChoice.LOCAL;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "The cluster of --engine spark, such as spark://host:7077, yarn or local[4]. Default:"
              + " that of spark-submit.")
  @Nullable String master;

  /** What {@code --engine} may be. */
  enum EngineChoice {
    LOCAL,
    SPARK
  }

  int threads() {
    if (threads != null) {
      return threads;
    }
    return engine == EngineChoice.SPARK ? 1 : Runtime.getRuntime().availableProcessors();
  }

  /**
   * What {@code --engine} says.
   *
   * @param local used if it is local
   * @param verbose whether Spark may say what it does
   * @throws IllegalArgumentException if there is no such engine here
   */
  Engine engine(LocalEngine local, boolean verbose) {
    return engine == EngineChoice.LOCAL
        ? local
        : spark(verbose).engine(Optional.ofNullable(master), threads(), !verbose);
  }

  private static EngineProvider spark(boolean verbose) {
    return ServiceLoader.load(EngineProvider.class, RunOptions.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.isUsable(!verbose))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--engine spark runs within Spark, which isn't here: build cutmix-spark.jar"
                        + " with mvn -f src/spark package, then use spark-submit --class"
                        + " io.cutmix.Main cutmix-spark.jar augment …"));
  }

  /**
   * Checks what the types don't.
   *
   * @throws IllegalArgumentException if an option is out of range
   */
  void check() {
    if (threads() < 1 || threads() > LocalEngine.MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads must be in 1..%d, but was %d".formatted(LocalEngine.MAX_THREADS, threads));
    }
    if (engine == EngineChoice.SPARK) {
      spark(true);
    } else if (master != null) {
      throw new IllegalArgumentException("--master is for --engine spark; give both or neither");
    }
  }

  /**
   * What a picture may cost.
   *
   * @param console by which the run ends if a decoder can't be stopped
   * @throws IllegalArgumentException if no picture could be read
   */
  ImageLimits limits(Console console) {
    return new ImageLimits(
        maxPixels,
        pictureTimeout,
        picture ->
            console.end(
                Problem.of(
                        "takes longer than %d s to decode and can't be stopped"
                            .formatted(pictureTimeout))
                    .remedy("leave it out")
                    .at(new Place(picture, 0))));
  }
}
