package io.cutmix.cli.option;

import io.cutmix.job.InputSpec;
import io.cutmix.mix.InvalidParameterException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say where the data set is. */
@Command(optionListHeading = "%nInput:%n")
public final class InputOptions {
  @Spec private CommandSpec spec;

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
      description =
          "Follow symbolic links in --images and --masks wherever they lead. Default: those that"
              + " leave the folder are refused.")
  boolean followLinks;

  /**
   * The same as values.
   *
   * @throws InvalidParameterException if two contradict each other
   */
  public InputSpec spec() {
    return InputSpec.given(OptionValues.of(spec));
  }

  /** The same, where what isn't given is as in another. */
  public InputSpec over(InputSpec other) {
    return other.overriddenBy(OptionValues.of(spec));
  }
}
