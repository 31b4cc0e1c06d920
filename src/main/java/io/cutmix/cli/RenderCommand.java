package io.cutmix.cli;

import io.cutmix.dataset.Links;
import io.cutmix.image.PictureLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code cutmix render}. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Makes the images of recipes, all or a range of them: the same bytes as the run that wrote"
            + " the recipes would have made.",
    footer = {
      "",
      "An interrupted run goes on when the same command is given again.",
      "",
      "Example:",
      "  cutmix augment --images photos --recipes-only --out recipes",
      "  cutmix render recipes/recipes.jsonl --images photos --out mixed"
    })
final class RenderCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPES",
      description = "recipes.jsonl of 'cutmix augment --recipes-only'.")
  private Path recipes = Path.of("");

  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the pictures that the recipes name.")
  private Path images = Path.of("");

  @Option(
      names = "--follow-links",
      description =
          "Follow symbolic links in --images wherever they lead. Default: those that leave the"
              + " folder are refused.")
  private boolean followLinks;

  @Option(
      names = "--range",
      paramLabel = "A..B",
      converter = RowRange.Converter.class,
      description = "Only the recipes A to B-1, counted from 0. Default: all.")
  private RowRange range = RowRange.ALL;

  @Option(
      names = "--labels-format",
      paramLabel = "json|jsonl|csv|parquet",
      split = ",",
      description = "Label files, one or several, such as json,csv. Default: json.")
  private @Nullable List<OutputOptions.LabelsChoice> labelsFormat;

  @Option(
      names = "--embed-images",
      description = "Put the images into metadata.parquet as well. Needs --labels-format parquet.")
  private boolean embedImages;

  @Option(
      names = "--report",
      description =
          "Write report.html as well: numbers, charts and some of the images, in one file.")
  private boolean report;

  @Option(
      names = {"--out", "-o"},
      paramLabel = "DIR",
      required = true,
      description = "Folder for images/, labels.json and run.json; made if it isn't there.")
  private Path out = Path.of("");

  @Option(
      names = "--overwrite",
      description = "Remove what an earlier run wrote to --out, and nothing else, and start anew.")
  private boolean overwrite;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description =
          "A picture whose header declares more pixels can't be read. Default: ${DEFAULT-VALUE}.")
  private long maxPixels = PictureLimits.MAX_PIXELS;

  @Option(
      names = "--picture-timeout",
      paramLabel = "SECONDS",
      description =
          "A picture that takes longer to decode can't be read. Default: ${DEFAULT-VALUE}.")
  private int pictureTimeout = PictureLimits.SECONDS;

  @Option(
      names = {"--threads", "-j"},
      paramLabel = "N",
      description = "Pictures worked on at once. Default: as many as there are processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = {"--quiet", "-q"},
      description = "Print errors only.")
  private boolean quiet;

  @Option(
      names = {"--verbose", "-v"},
      description = "Print more: the options in force.")
  private boolean verbose;

  RenderCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    try {
      return new RenderRun(
              recipes,
              images,
              followLinks ? Links.ALL : Links.INSIDE,
              range,
              output(),
              run(),
              streams)
          .execute();
    } catch (UsageException e) {
      throw e.toldBy(spec);
    }
  }

  private OutputOptions output() {
    OutputOptions output = new OutputOptions();
    output.labelsFormat = labelsFormat;
    output.embedImages = embedImages;
    output.report = report;
    return output;
  }

  private RunOptions run() {
    RunOptions run = new RunOptions();
    run.out = out;
    run.overwrite = overwrite;
    run.maxPixels = maxPixels;
    run.pictureTimeout = pictureTimeout;
    run.threads = threads;
    run.quiet = quiet;
    run.verbose = verbose;
    return run;
  }
}
