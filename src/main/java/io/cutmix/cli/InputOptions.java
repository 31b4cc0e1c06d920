package io.cutmix.cli;

import io.cutmix.job.InputSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say where the data set is. */
@Command(optionListHeading = "%nInput:%n")
final class InputOptions {
  @Option(
      names = "--images",
      paramLabel = "DIR",
      description =
          "Folder of images. Without --labels, metadata.csv or metadata.jsonl in it holds the"
              + " labels, or else each folder in it is a class. Or tar shards of"
              + " WebDataset: shards/*.tar, {00..09}.tar, or several with :: between.")
  @Nullable Path images;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Image paths (relative to --images) and labels: CSV, separated by comma, tab or"
              + " semicolon, or JSON (.json, .jsonl), also labels.json of an earlier run.")
  @Nullable Path labels;

  @Option(
      names = "--image-column",
      paramLabel = "NAME",
      description = "Column or field of the paths. Default: found by its name.")
  @Nullable String imageColumn;

  @Option(
      names = "--label-column",
      paramLabel = "NAME",
      description =
          "Column or field of the labels: class names or ids, in JSON also lists of numbers or"
              + " names. Default: found by its name.")
  @Nullable String labelColumn;

  @Option(
      names = "--label-columns",
      paramLabel = "NAME",
      split = ",",
      description = "Columns of numbers that together are the target, such as a,b,c.")
  List<String> labelColumns = List.of();

  @Option(
      names = "--label-separator",
      paramLabel = "TEXT",
      description = "What stands between several classes in one label, such as '|' in cat|dog.")
  @Nullable String labelSeparator;

  @Option(
      names = "--multi-label",
      fallbackValue = "true",
      description = "An image may have several classes: rows of the same image add up.")
  boolean multiLabel;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description = "File with a class name a line; fixes their order.")
  @Nullable Path classes;

  @Option(
      names = "--num-classes",
      paramLabel = "N",
      description = "Labels are the ids 0 to N-1. Default: the sorted labels that occur.")
  @Nullable Integer numClasses;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Take the folder of this name in --images, such as train.")
  @Nullable String split;

  @Option(
      names = "--class-map",
      paramLabel = "FILE",
      description =
          "JSON object of ids by class name, as in {\"cat\": 0}, or of names by id, as ImageNet's;"
              + " fixes the ids.")
  @Nullable Path classMap;

  @Option(
      names = "--follow-links",
      fallbackValue = "true",
      description =
          "Follow symbolic links in --images and --masks wherever they lead. Default: those that"
              + " leave the folder are refused.")
  boolean followLinks;

  /**
   * The same as values.
   *
   * @param otherwise the folder of images, where none is given
   */
  InputSpec spec(String otherwise) {
    return new InputSpec(
        images == null ? otherwise : images.toString(),
        Optional.empty(),
        text(labels),
        Optional.ofNullable(imageColumn),
        Optional.ofNullable(labelColumn),
        labelColumns,
        Optional.ofNullable(labelSeparator),
        multiLabel,
        text(classes),
        Optional.ofNullable(numClasses),
        Optional.ofNullable(split),
        text(classMap),
        followLinks);
  }

  private static Optional<String> text(@Nullable Path path) {
    return Optional.ofNullable(path).map(Path::toString);
  }
}
