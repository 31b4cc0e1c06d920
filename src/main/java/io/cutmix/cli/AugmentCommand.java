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
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    customSynopsis = "cutmix augment --images=DIR [--labels=FILE] --out=DIR [OPTIONS]",
    description =
        "Cuts a box out of each picture, fills it with the same box of another picture, and writes"
            + " the mixed images with soft labels in proportion to the pixels.",
    footer = {
      "",
      "An interrupted run goes on when the same command is given again.",
      "Options can be kept in a file: cutmix augment @options.txt",
      "",
      "Examples:",
      "  cutmix augment --images photos --labels labels.csv --out mixed",
      "  cutmix augment --images train --size 224 --copies 2 --alpha 0.5 --out mixed"
    })
final class AugmentCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Mixin private AugmentOptions options = new AugmentOptions();

  AugmentCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    try {
      AugmentOptions.requireGiven(spec, "--images", "--out");
      return UsageException.checked(() -> new AugmentRun(options, streams)).execute();
    } catch (UsageException e) {
      throw e.toldBy(spec);
    }
  }
}
