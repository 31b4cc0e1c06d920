package io.cutmix.cli;

import io.cutmix.dataset.Source;
import io.cutmix.image.ImageShape;
import io.cutmix.pipeline.PictureSettings;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of {@code cutmix augment}, in the groups of its help. */
final class AugmentOptions {
  @Mixin InputOptions input = new InputOptions();
  @Mixin MixOptions mix = new MixOptions();
  @Mixin PictureOptions pictures = new PictureOptions();
  @Mixin BoxOptions boxes = new BoxOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin ShardOptions shards = new ShardOptions();
  @Mixin RunOptions run = new RunOptions();
  @Mixin CautionOptions caution = new CautionOptions();

  /**
   * Requires options that other commands share and don't need.
   *
   * @throws InvalidParameterException if one is missing
   */
  static void requireGiven(CommandSpec spec, String... names) {
    for (String name : names) {
      OptionSpec option = spec.findOption(name);
      if (option.getValue() == null) {
        throw WrongUsage.missing(option);
      }
    }
  }

  /**
   * Says what is wrong with the options whatever the data set is, before any of it is read.
   *
   * @throws InvalidParameterException if one is out of range or two contradict each other
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

  /** Where the data set comes from. */
  Source source() throws IOException {
    return input.source(caution.onError);
  }

  /**
   * How pictures are read and written, and where what belongs to them is.
   *
   * @param found the size and channels of the pictures, where the options leave them open
   * @throws InvalidParameterException if an option is out of range or two contradict each other
   */
  PictureSettings settings(ImageShape found) throws IOException {
    return UsageException.checked(() -> pictures.settings(found))
        .withMasks(pictures.masks(input.links()))
        .withBoxes(boxes.read());
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
          "--depth 16 isn't written by --output-format npy, which has bytes; use files or"
              + " webdataset");
    }
  }

  private void checkRecipes() {
    if (output.recipesOnly && boxes.coco != null) {
      throw new IllegalArgumentException(
          "--recipes-only writes recipes.jsonl alone; leave out --coco");
    }
    if (output.recipesOnly && pictures.masks != null) {
      throw new IllegalArgumentException(
          "--recipes-only keeps no masks, so that cutmix render can't make them; leave out"
              + " --masks");
    }
    if (output.recipesOnly && pictures.isBucket()) {
      throw new IllegalArgumentException(
          "--recipes-only keeps no sizes, so that all images must have one; use another --size than"
              + " bucket");
    }
  }
}
