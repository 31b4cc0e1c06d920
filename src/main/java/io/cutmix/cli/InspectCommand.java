package io.cutmix.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cutmix inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    customSynopsis = "cutmix inspect --images=DIR [--labels=FILE] [OPTIONS]",
    description =
        "Tells what is in a data set before it is used: classes, sizes, formats, broken and doubled"
            + " pictures, rows without a file and files without a row, and options that may help.",
    footer = {
      "",
      "It ends with 0, or with 3 if a picture is missing or can't be read.",
      "",
      "Example:",
      "  cutmix inspect --images photos --labels labels.csv"
    })
final class InspectCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @ArgGroup(validate = false, heading = "%nInput:%n")
  private InputOptions input = new InputOptions();

  @Option(
      names = "--fast",
      description =
          "Read the headers of pictures alone: damage behind them isn't found, nor are pictures"
              + " that are there twice.")
  private boolean fast;

  @Option(
      names = {"--threads", "-j"},
      paramLabel = "N",
      description = "Pictures worked on at once. Default: as many as there are processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print the result as one JSON document.")
  private boolean json;

  @Option(
      names = {"--quiet", "-q"},
      description = "Print errors only.")
  private boolean quiet;

  @Option(
      names = {"--verbose", "-v"},
      hidden = true)
  private boolean verbose;

  InspectCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    RunOptions run = new RunOptions();
    run.threads = threads;
    run.quiet = quiet;
    run.verbose = verbose;
    try {
      if (input.images == null) {
        throw new UsageException("--images is missing: folder of pictures, or tar shards");
      }
      return new InspectRun(input, fast, json, run, streams).execute();
    } catch (UsageException e) {
      throw e.toldBy(spec);
    }
  }
}
