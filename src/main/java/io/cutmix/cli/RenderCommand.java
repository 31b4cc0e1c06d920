package io.cutmix.cli;

import io.cutmix.dataset.Links;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code cutmix render}. */
@Command(
    name = "render",
    sortOptions = false,
    header = "Make the images of recipes that augment wrote.",
    customSynopsis = "cutmix render RECIPES --images=DIR --out=DIR [OPTIONS]",
    description =
        "Makes the images of recipes, all or a range of them: the same bytes as the run that wrote"
            + " the recipes would have made.",
    footer = {
      "",
      "An interrupted run goes on when the same command is given again.",
      "",
      "Examples:",
      "  cutmix augment --images photos --recipes-only --out recipes",
      "  cutmix render recipes/recipes.jsonl --images photos --out mixed"
    })
final class RenderCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPES",
      description = "recipes.jsonl of 'cutmix augment --recipes-only'.")
  private Path recipes = Path.of("");

  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the pictures that the recipes name.")
  private Path images = Path.of("");

  @Option(
      names = "--follow-links",
      fallbackValue = "true",
      description =
          "Follow symbolic links in --images wherever they lead. Default: those that leave the"
              + " folder are refused.")
  private boolean followLinks;

  @Option(
      names = "--range",
      paramLabel = "A..B",
      converter = RowRange.Converter.class,
      description = "Only the recipes A to B-1, counted from 0. Default: all.")
  private RowRange range = RowRange.ALL;

  @Option(
      names = "--labels-format",
      paramLabel = "json|jsonl|csv|parquet",
      hideParamSyntax = true,
      split = ",",
      description = "Label files, one or several, such as json,csv. Default: json.")
  private @Nullable List<OutputOptions.LabelsChoice> labelsFormat;

  @Option(
      names = "--embed-images",
      fallbackValue = "true",
      description = "Put the images into metadata.parquet as well. Needs --labels-format parquet.")
  private boolean embedImages;

  @Option(
      names = "--report",
      fallbackValue = "true",
      description =
          "Write report.html as well: numbers, charts and some of the images, in one file.")
  private boolean report;

  @Mixin private RunOptions run = new RunOptions();
  @Mixin private MessageOptions messages = new MessageOptions();

  RenderCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    AugmentOptions.requireGiven(spec, "--out");
    return new RenderRun(
            recipes,
            images,
            followLinks ? Links.ALL : Links.INSIDE,
            range,
            output(),
            run,
            new Console(shell, messages, spec.name()))
        .execute();
  }

  private OutputOptions output() {
    OutputOptions output = new OutputOptions();
    output.labelsFormat = labelsFormat;
    output.embedImages = embedImages;
    output.report = report;
    return output;
  }
}
