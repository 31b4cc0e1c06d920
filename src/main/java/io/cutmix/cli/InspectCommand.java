package io.cutmix.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cutmix inspect}. */
@Command(
    name = "inspect",
    sortOptions = false,
    header = "Show what is in a data set before it is used.",
    customSynopsis = "cutmix inspect --images=DIR [--labels=FILE] [OPTIONS]",
    description =
        "Shows what is in a data set before it is used: classes, sizes, formats, broken images and"
            + " duplicates, rows without a file and files without a row, and options that may"
            + " help.",
    footer = {
      "",
      "It ends with 0, or with 3 if an image is missing or can't be read.",
      "",
      "Example:",
      "  cutmix inspect --images photos --labels labels.csv"
    })
final class InspectCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec private CommandSpec spec;

  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--fast",
      description = "Read image headers only: damage behind them isn't found, nor are duplicates.")
  private boolean fast;

  @Option(
      names = {"--threads", "-j"},
      paramLabel = "N",
      description = "Images worked on at once. Default: as many as there are processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private MessageOptions messages = new MessageOptions();

  InspectCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    AugmentOptions.requireGiven(spec, "--images");
    Console console = new Console(shell, messages, spec.name());
    return new InspectRun(input.spec(), fast, threads, console).execute();
  }
}
