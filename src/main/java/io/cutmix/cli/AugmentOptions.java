package io.cutmix.cli;

import io.cutmix.image.ImageShape;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult.GroupMatch;

/** The options of {@code cutmix augment}, in the groups of its help. */
final class AugmentOptions {
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

  /**
   * What the command line alone shows to be wrong.
   *
   * @param required options that must be there: in groups that are there for their headings,
   *     picocli takes none for required
   * @throws UsageException if one is missing, or any is given twice
   */
  static void requireGiven(CommandSpec spec, String... required) {
    for (String name : required) {
      if (!spec.commandLine().getParseResult().hasMatchedOption(name)) {
        OptionSpec option = spec.findOption(name);
        throw new UsageException("%s is missing: %s".formatted(name, option.description()[0]));
      }
    }
    requireOnce(spec);
  }

  /** In such groups a repeated option starts the whole group anew, and drops its other options. */
  private static void requireOnce(CommandSpec spec) {
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

  /**
   * Says what is wrong with the options whatever the data set is, before any of it is read.
   *
   * @throws UsageException if one is out of range or two contradict each other
   */
  void check() throws IOException {
    UsageException.checked(
        () -> {
          run.check();
          boxes.check();
          output.labels();
          output.naming(1);
          checkRecipes();
          checkShards();
          mix.toPlanOptions(1);
          return pictures.settings(new ImageShape(1, 1, 3));
        });
  }

  private void checkShards() {
    shards.check(output);
    if (shards.isSharded() && pictures.masks != null) {
      throw new IllegalArgumentException(
          "--masks are image files beside image files; leave them out with --output-format npy or"
              + " webdataset");
    }
    if (shards.isSharded() && pictures.isBucket()) {
      throw new IllegalArgumentException(
          "--size bucket needs --output-format files; the images of a shard have one size");
    }
    if (shards.outputFormat == ShardOptions.OutputFormat.NPY && boxes.coco != null) {
      throw new IllegalArgumentException(
          "--coco needs a name for each image, which --output-format npy has not; use files or"
              + " webdataset");
    }
    if (shards.outputFormat == ShardOptions.OutputFormat.NPY && pictures.depth != 8) {
      throw new IllegalArgumentException(
          "--depth 16 isn't written by --output-format npy, which has bytes; use files or webdataset");
    }
  }

  private void checkRecipes() {
    if (output.recipesOnly && boxes.coco != null) {
      throw new IllegalArgumentException(
          "--recipes-only writes recipes.jsonl alone; leave out --coco");
    }
    if (output.recipesOnly && pictures.masks != null) {
      throw new IllegalArgumentException(
          "--recipes-only keeps no masks, so that cutmix render can't make them; leave out --masks");
    }
    if (output.recipesOnly && pictures.isBucket()) {
      throw new IllegalArgumentException(
          "--recipes-only keeps no sizes, so that all images must have one; use another --size than"
              + " bucket");
    }
  }
}
