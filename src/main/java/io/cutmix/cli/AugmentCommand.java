package io.cutmix.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult.GroupMatch;
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

  @ArgGroup(validate = false, heading = "%nInput:%n")
  InputOptions input = new InputOptions();

  @ArgGroup(validate = false, heading = "%nMixing:%n")
  MixOptions mix = new MixOptions();

  @ArgGroup(validate = false, heading = "%nImages:%n")
  PictureOptions pictures = new PictureOptions();

  @ArgGroup(validate = false, heading = "%nDetection boxes:%n")
  BoxOptions boxes = new BoxOptions();

  @ArgGroup(validate = false, heading = "%nForm of the output:%n")
  OutputOptions output = new OutputOptions();

  @ArgGroup(validate = false, heading = "%nShards:%n")
  ShardOptions shards = new ShardOptions();

  @ArgGroup(validate = false, heading = "%nOutput and run:%n")
  RunOptions run = new RunOptions();

  AugmentCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    try {
      requireOptions("--images", "--out");
      requireOnce();
      return UsageException.checked(
              () -> new AugmentRun(input, mix, pictures, boxes, output, shards, run, streams))
          .execute();
    } catch (UsageException e) {
      throw e.toldBy(spec);
    }
  }

  /** In groups that are there for their headings, picocli takes no option for required. */
  private void requireOptions(String... names) {
    for (String name : names) {
      if (!spec.commandLine().getParseResult().hasMatchedOption(name)) {
        OptionSpec option = spec.findOption(name);
        throw new UsageException("%s is missing: %s".formatted(name, option.description()[0]));
      }
    }
  }

  /** In such groups a repeated option starts the whole group anew, and drops its other options. */
  private void requireOnce() {
    for (ArgGroupSpec group : spec.argGroups()) {
      List<GroupMatch> matches =
          spec.commandLine().getParseResult().findMatches(group).stream()
              .flatMap(container -> container.matches().stream())
              .toList();
      for (OptionSpec option : group.options()) {
        if (matches.stream().filter(match -> !match.matchedValues(option).isEmpty()).count() > 1) {
          throw new UsageException(option.longestName() + " may be given only once");
        }
      }
    }
  }
}
