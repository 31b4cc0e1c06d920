package io.cutmix.cli.option;

import io.cutmix.cli.message.WrongUsage;
import io.cutmix.cli.option.OutputOptions.CocoOptions;
import io.cutmix.cli.option.OutputOptions.ShardOptions;
import io.cutmix.cli.option.RunOptions.CautionOptions;
import io.cutmix.image.ImageShape;
import io.cutmix.job.ImageSpec.Fit;
import io.cutmix.job.ImageSpec.Size;
import io.cutmix.job.InputSpec;
import io.cutmix.job.Options;
import io.cutmix.job.RunSpec;
import io.cutmix.mix.InvalidParameterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The options of {@code cutmix augment}, in the groups of its help. */
public final class AugmentOptions {
  @Spec private CommandSpec spec;

  @Mixin InputOptions input = new InputOptions();
  @Mixin MixOptions mix = new MixOptions();
  @Mixin ImageOptions image = new ImageOptions();
  @Mixin CocoOptions boxes = new CocoOptions();
  @Mixin OutputOptions output = new OutputOptions();
  @Mixin ShardOptions shards = new ShardOptions();
  @Mixin RunOptions run = new RunOptions();
  @Mixin CautionOptions caution = new CautionOptions();

  /**
   * Requires options that other commands share and don't need.
   *
   * @throws InvalidParameterException if one is missing
   */
  public static void requireGiven(CommandSpec spec, String... names) {
    for (String name : names) {
      OptionSpec option = spec.findOption(name);
      if (option.getValue() == null) {
        throw WrongUsage.missing(option);
      }
    }
  }

  /** Where the data set is. */
  public InputSpec input() {
    return input.spec();
  }

  /** How the run goes. */
  public RunSpec run() {
    return run.spec(caution.onError);
  }

  /** Where the result goes, if that is said. */
  public Optional<Path> out() {
    return Optional.ofNullable(run.out);
  }

  /** Whether nothing is to be written. */
  public boolean isDryRun() {
    return caution.dryRun;
  }

  /**
   * What decides the result, as far as it doesn't follow from the data set. An image fills a size
   * that is asked for, unless something else is.
   *
   * @throws InvalidParameterException if an option is out of range or two contradict each other
   */
  public Options options() {
    if (image.masks != null && !Files.isDirectory(image.masks)) {
      throw InvalidParameterException.contradiction(
          "masks", image.masks + " is no folder", "give the one that holds the masks");
    }
    Map<String, Object> values = OptionValues.of(spec);
    values.remove("max-pixels"); // recorded only where it decides something
    Size size = image.size;
    if (size != null && !size.equals(Size.BUCKET)) {
      values.putIfAbsent("fit", Fit.COVER);
      new ImageShape(size.height(), size.width(), Math.max(1, image.channels.count()), image.depth);
    }
    return Options.given(values);
  }
}
