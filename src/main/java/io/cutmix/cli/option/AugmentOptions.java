package io.cutmix.cli.option;

import io.cutmix.cli.message.WrongUsage;
import io.cutmix.image.ImageShape;
import io.cutmix.job.ImageSpec;
import io.cutmix.job.ImageSpec.Fit;
import io.cutmix.job.ImageSpec.Size;
import io.cutmix.job.InputSpec;
import io.cutmix.job.MixSpec;
import io.cutmix.job.Options;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelsFormat;
import io.cutmix.job.OutputSpec.RowRange;
import io.cutmix.job.RunSpec;
import io.cutmix.job.RunSpec.EngineChoice;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.work.Memory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options of {@code cutmix augment}, in the groups of its help. */
public final class AugmentOptions {
  @Spec private CommandSpec spec;

  @Mixin OptionGroup input = new OptionGroup(InputSpec.class, "Input");
  @Mixin OptionGroup mix = new OptionGroup(MixSpec.class, "Mixing");
  @Mixin OptionGroup image = new OptionGroup(ImageSpec.class, "Images");
  @Mixin OptionGroup boxes = OptionGroup.apart(OutputSpec.class, "Detection boxes");
  @Mixin OptionGroup output = new OptionGroup(OutputSpec.class, "Form of the output");
  @Mixin OptionGroup shards = OptionGroup.apart(OutputSpec.class, "Shards");
  @Mixin OptionGroup run = new OptionGroup(RunSpec.class, "Output and run");
  @Mixin Caution caution = new Caution();

  /** The option that no record holds, since it says that nothing is to be done. */
  @Command(optionListHeading = "")
  static final class Caution {
    @Option(names = "--dry-run")
    boolean dryRun;
  }

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
    return InputSpec.given(input.values());
  }

  /** How the run goes. */
  public RunSpec run() {
    return run(run);
  }

  /** With as many threads as there are processors, or one in each of Spark's tasks. */
  static RunSpec run(OptionGroup given) {
    Map<String, Object> values = given.values();
    boolean spark = values.get("engine") == EngineChoice.SPARK;
    values.putIfAbsent("out", "");
    values.putIfAbsent("threads", spark ? 1 : Memory.threads());
    return RunSpec.given(values);
  }

  /** Where the result goes, if that is said. */
  public Optional<Path> out() {
    return path("--out");
  }

  private Optional<Path> path(String option) {
    return Optional.ofNullable(spec.findOption(option).getValue());
  }

  /** Whether nothing is to be written. */
  public boolean isDryRun() {
    return caution.dryRun;
  }

  /** Refuses what is no folder. */
  public static void requireMasks(@Nullable Path masks) {
    if (masks != null && !Files.isDirectory(masks)) {
      throw InvalidParameterException.contradiction(
          "masks", masks + " is no folder", "give the one that holds the masks");
    }
  }

  /**
   * What decides the result, as far as it doesn't follow from the data set. An image fills a size
   * that is asked for, unless something else is.
   *
   * @throws InvalidParameterException if an option is out of range or two contradict each other
   */
  public Options options() {
    requireMasks(path("--masks").orElse(null));
    Map<String, Object> values = OptionGroup.values(spec);
    values.remove("max-pixels"); // recorded only where it decides something
    if (values.get("size") instanceof Size size && !size.equals(Size.BUCKET)) {
      values.putIfAbsent("fit", Fit.COVER);
    }
    Options options = Options.given(values);
    ImageSpec image = options.image();
    int channels = Math.max(1, image.channels().count());
    image
        .fit()
        .flatMap(fit -> image.size())
        .ifPresent(size -> new ImageShape(size.height(), size.width(), channels, image.depth()));
    return options;
  }

  /** The options of {@code cutmix render}. */
  public static final class RenderOptions {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "RECIPES")
    private Path recipes = Path.of("");

    @Option(names = "--images", paramLabel = "DIR", required = true)
    Path images = Path.of("");

    @Option(names = "--follow-links")
    boolean followLinks;

    @Option(names = "--range", paramLabel = "A..B")
    private RowRange range = RowRange.ALL;

    @Option(
        names = "--labels-format",
        paramLabel = "json|jsonl|csv|parquet",
        hideParamSyntax = true,
        split = ",")
    List<LabelsFormat> labelsFormat = List.of();

    @Option(names = "--embed-images")
    boolean embedImages;

    @Option(names = "--report")
    boolean report;

    @Mixin private OptionGroup run = new OptionGroup(RunSpec.class, "Output and run");

    /** Where the recipes and their images are. */
    public InputSpec input() {
      Map<String, Object> values = OptionGroup.values(spec);
      values.put("recipes", recipes.toString());
      return InputSpec.given(values);
    }

    /** Which of the recipes are wanted. */
    public RowRange range() {
      return range;
    }

    /** How the run goes. */
    public RunSpec run() {
      return AugmentOptions.run(run);
    }

    /** What a run's output becomes once its recipes are rendered. */
    public OutputSpec rendered(OutputSpec recorded) {
      Map<String, Object> values = OptionGroup.values(spec);
      values.remove("range", RowRange.ALL);
      return recorded.rendered(values);
    }
  }
}
