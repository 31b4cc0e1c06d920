package io.cutmix.cli.option;

import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.job.OutputSpec.LabelsFormat;
import io.cutmix.job.OutputSpec.Layout;
import io.cutmix.job.OutputSpec.OutputFormat;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that decide the form of what is written. */
@Command(optionListHeading = "%nForm of the output:%n")
public final class OutputOptions {
  @Option(
      names = "--labels-format",
      paramLabel = "json|jsonl|csv|parquet|shards",
      hideParamSyntax = true,
      split = ",")
  List<LabelsFormat> labelsFormat = List.of();

  @Option(names = "--label-encoding", paramLabel = "auto|dense|sparse")
  LabelEncoding labelEncoding = OutputSpec.DEFAULT.labelEncoding();

  @Option(names = "--layout", paramLabel = "auto|flat|tree|sharded")
  Layout layout = OutputSpec.DEFAULT.layout();

  @Option(names = "--name-pattern", paramLabel = "PATTERN")
  String namePattern = OutputSpec.DEFAULT.namePattern().text();

  @Option(names = "--include-originals")
  boolean includeOriginals;

  @Option(names = "--recipes-only")
  boolean recipesOnly;

  @Option(names = "--embed-images")
  boolean embedImages;

  @Option(names = "--report")
  boolean report;

  /** The options that say which detection boxes there are, and what becomes of them. */
  @Command(optionListHeading = "%nDetection boxes:%n")
  static final class CocoOptions {
    @Option(names = "--coco", paramLabel = "FILE")
    @Nullable Path coco;

    @Option(names = "--min-visible", paramLabel = "S")
    @Nullable Double minVisible;
  }

  /** The options that put many images into a file. */
  @Command(optionListHeading = "%nShards:%n")
  static final class ShardOptions {
    @Option(names = "--output-format", paramLabel = "files|npy|webdataset")
    OutputFormat outputFormat = OutputSpec.DEFAULT.outputFormat();

    @Option(names = "--shard-size", paramLabel = "N")
    @Nullable Integer shardSize;

    @Option(names = "--shard-bytes", paramLabel = "N")
    @Nullable Long shardBytes;
  }
}
