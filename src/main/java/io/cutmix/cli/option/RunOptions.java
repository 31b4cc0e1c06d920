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
      paramLabel = "DIR")
  @Nullable Path out;

  @Option(names = "--overwrite")
  boolean overwrite;

  @Option(names = "--max-pixels", paramLabel = "N")
  long maxPixels = ImageLimits.MAX_PIXELS;

  @Option(names = "--image-timeout", paramLabel = "SECONDS")
  int imageTimeout = ImageLimits.SECONDS;

  @Option(
      names = {"--threads", "-j"},
      paramLabel = "N")
  @Nullable Integer threads;

  @Option(names = "--read-ahead", paramLabel = "N")
  int readAhead = Readers.MOST;

  @Option(names = "--engine", paramLabel = "local|spark")
  EngineChoice engine = EngineChoice.LOCAL;

  @Option(names = "--master", paramLabel = "URL")
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
    @Option(names = "--on-error", paramLabel = "fail|skip")
    OnError onError = OnError.FAIL;

    @Option(names = "--dry-run")
    boolean dryRun;
  }
}
