package io.cutmix.cli;

import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.Links;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.output.RecipeFile;
import io.cutmix.pipeline.OnError;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code cutmix render}. */
final class RenderOptions {
  @Parameters(
      paramLabel = "RECIPES",
      description = "recipes.jsonl of 'cutmix augment --recipes-only'.")
  Path recipes = Path.of("");

  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the pictures that the recipes name.")
  Path images = Path.of("");

  @Option(
      names = "--follow-links",
      fallbackValue = "true",
      description =
          "Follow symbolic links in --images wherever they lead. Default: those that leave the"
              + " folder are refused.")
  boolean followLinks;

  @Option(
      names = "--range",
      paramLabel = "A..B",
      converter = RowRange.Converter.class,
      description = "Only the recipes A to B-1, counted from 0. Default: all.")
  RowRange range = RowRange.ALL;

  @Option(
      names = "--labels-format",
      paramLabel = "json|jsonl|csv|parquet",
      hideParamSyntax = true,
      split = ",",
      description = "Label files, one or several, such as json,csv. Default: json.")
  @Nullable List<OutputOptions.LabelsChoice> labelsFormat;

  @Option(
      names = "--embed-images",
      fallbackValue = "true",
      description = "Put the images into metadata.parquet as well. Needs --labels-format parquet.")
  boolean embedImages;

  @Option(
      names = "--report",
      fallbackValue = "true",
      description =
          "Write report.html as well: numbers, charts and some of the images, in one file.")
  boolean report;

  @Option(
      names = "--on-error",
      paramLabel = "fail|skip",
      description =
          "A picture that can't be read ends the run, or leaves a gap for each image that it is"
              + " part of and is reported. Default: fail.")
  OnError onError = OnError.FAIL;

  @Mixin RunOptions run = new RunOptions();

  /** Those of them that {@code augment} has too. */
  OutputOptions output() {
    OutputOptions output = new OutputOptions();
    output.labelsFormat = labelsFormat;
    output.embedImages = embedImages;
    output.report = report;
    return output;
  }

  ImageFolder folder() throws IOException {
    return ImageFolder.open(images, followLinks ? Links.ALL : Links.INSIDE);
  }

  /** Those recipes that are wanted. */
  RecipeFile file() throws IOException {
    try {
      return RecipeFile.open(recipes, range.from(), range.to());
    } catch (NoSuchFileException e) {
      throw new ProblemException(
          Problem.of("no such file")
              .remedy("give the recipes.jsonl of 'cutmix augment --recipes-only'")
              .at(Place.of(recipes)),
          e);
    }
  }
}
