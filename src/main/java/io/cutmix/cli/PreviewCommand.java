package io.cutmix.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code cutmix preview}. */
@Command(
    name = "preview",
    sortOptions = false,
    header = "Draw a few of the images that augment would write, side by side.",
    resourceBundle = "io.cutmix.cli.PreviewTexts",
    customSynopsis = "cutmix preview --images=DIR [--labels=FILE] [--out=FILE] [OPTIONS]",
    description = {
      "Draws a few of the images that 'cutmix augment' would write with the same options: base,"
          + " partner and mixed image side by side, with the box and the labels.",
      "It takes every option of augment, so that only the word has to be changed. Only the images"
          + " that are shown are read. Prints the path of the PNG."
    },
    footer = {
      "",
      "Example:",
      "  cutmix preview --images photos --labels labels.csv --alpha 0.5 --inline"
    })
final class PreviewCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec private CommandSpec spec;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Images to show, from batches all over the plan. Default: ${DEFAULT-VALUE}.")
  private int count = 4;

  @Option(
      names = "--inline",
      description =
          "Show the PNG in the terminal as well, if that shows images: kitty, iTerm2, WezTerm,"
              + " VS Code, and others.")
  private boolean inline;

  @Mixin private AugmentOptions options = new AugmentOptions();
  @Mixin private MessageOptions messages = new MessageOptions();

  PreviewCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    AugmentOptions.requireGiven(spec, "--images");
    Console console = new Console(shell, messages, spec.name());
    return new PreviewRun(options, count, inline, shell, console).execute();
  }
}
