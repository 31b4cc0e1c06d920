package io.cutmix.cli.option;

import io.cutmix.job.InputSpec;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelsFormat;
import io.cutmix.job.OutputSpec.RowRange;
import io.cutmix.job.RunSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options of {@code cutmix render}. */
public final class RenderOptions {
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
