package io.cutmix.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code cutmix augment}. */
@Command(
    name = "augment",
    sortOptions = false,
    header = "Write mixed images and soft labels (--dry-run: say what would be written).",
    customSynopsis = "cutmix augment --images=DIR [--labels=FILE] --out=DIR [OPTIONS]",
    description =
        "Cuts a box out of each image, fills it with the same box of another image, and writes"
            + " the mixed images with soft labels in proportion to the pixels.",
    footer = {
      "",
      "Give the same command again to resume an interrupted run.",
      "'cutmix preview' with the same options shows some of the images beforehand,",
      "and 'cutmix verify DIR' checks them afterwards.",
      "Options can be kept in a file: cutmix augment @options.txt",
      "",
      "Examples:",
      "  cutmix augment --images photos --labels labels.csv --out mixed",
      "  cutmix augment --images train --size 224 --copies 2 --alpha 0.5 --out mixed"
    })
final class AugmentCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec private CommandSpec spec;

  @Mixin private AugmentOptions options = new AugmentOptions();
  @Mixin private MessageOptions messages = new MessageOptions();

  AugmentCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    AugmentOptions.requireGiven(spec, "--images", "--out");
    Console console = new Console(shell, messages, spec.name());
    return new AugmentRun(options, console).execute();
  }
}
