package io.cutmix.cli.option;

import io.cutmix.image.ImageLimits;
import io.cutmix.job.RunSpec;
import io.cutmix.job.RunSpec.EngineChoice;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.storage.Readers;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say where the result goes and how fast; none changes it. */
@Command(optionListHeading = "%nOutput and run:%n")
public final class RunOptions {
  @Spec private CommandSpec spec;

  @Option(
      names = {"--out", "-o"},
      paramLabel = "DIR",
      description = "Folder for images/, labels.json and run.json; made if it isn't there.")
  @Nullable Path out;

  @Option(
      names = "--overwrite",
      description = "Remove what an earlier run wrote to --out, and nothing else, and start again.")
  boolean overwrite;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description =
          "An image whose header declares more pixels can't be read. Default: ${DEFAULT-VALUE}.")
  long maxPixels = ImageLimits.MAX_PIXELS;

  @Option(
      names = "--image-timeout",
      paramLabel = "SECONDS",
      description =
          "An image that takes longer to decode can't be read. Default: ${DEFAULT-VALUE}.")
  int imageTimeout = ImageLimits.SECONDS;

  @Option(
      names = {"--threads", "-j"},
      paramLabel = "N",
      description =
          "Images worked on at once; with --engine spark those of one task, which then takes as"
              + " many cores. Default: as many as there are processors; with spark 1.")
  @Nullable Integer threads;

  @Option(
      names = "--read-ahead",
      paramLabel = "N",
      description =
          "Files read at once, at most, before they are needed, where storage is slow to answer; 0"
              + " for none. Default: ${DEFAULT-VALUE}.")
  int readAhead = Readers.MOST;

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

  /** With as many threads as there are processors, or one in each of Spark's tasks. */
  RunSpec spec(OnError onError) {
    int own = engine == EngineChoice.SPARK ? 1 : Runtime.getRuntime().availableProcessors();
    Map<String, Object> values = OptionValues.of(spec);
    values.putIfAbsent("out", "");
    values.putIfAbsent("threads", own);
    values.put("on-error", onError);
    return RunSpec.given(values);
  }

  /** The options that say what is done about trouble, before it comes and when it does. */
  @Command(optionListHeading = "")
  static final class CautionOptions {
    @Option(
        names = "--on-error",
        paramLabel = "fail|skip",
        description =
            "An image that can't be read ends the run, or is skipped and reported. Default: fail.")
    OnError onError = OnError.FAIL;

    @Option(
        names = "--dry-run",
        description = "Check the input, say what would be done, do nothing.")
    boolean dryRun;
  }
}
