package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.output.LabelEncoding;
import io.cutmix.output.LabelsFormat;
import io.cutmix.output.LabelsSettings;
import io.cutmix.pipeline.ImageNaming;
import io.cutmix.pipeline.Layout;
import io.cutmix.pipeline.NamePattern;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that decide the form of what is written. Recorded where they aren't the default. */
@Command(optionListHeading = "%nForm of the output:%n")
final class OutputOptions {
  /** Folders with more files become slow to list. */
  private static final long MOST_FLAT = 100_000;

  @Option(
      names = "--labels-format",
      paramLabel = "json|jsonl|csv|parquet|shards",
      hideParamSyntax = true,
      split = ",",
      description =
          "Label files, one or several, such as json,csv: labels.json, metadata.jsonl (as Hugging"
              + " Face reads it), labels.csv, metadata.parquet. Or shards: the rows stay in the"
              + " tar files of --output-format webdataset, which shards.json lists. Default: json.")
  @Nullable List<LabelsChoice> labelsFormat;

  @Option(
      names = "--label-encoding",
      paramLabel = "dense|sparse",
      description =
          "A number for every class, or the ids and weights of those that aren't 0."
              + " Default: dense.")
  LabelEncoding labelEncoding = LabelEncoding.DENSE;

  @Option(
      names = "--layout",
      paramLabel = "auto|flat|tree|sharded",
      description =
          "Folders below images/: none, one a class (that of the base picture), or one a thousand"
              + " of file numbers. auto: flat up to 100,000 images, then sharded. Default: auto.")
  LayoutChoice layout = LayoutChoice.AUTO;

  @Option(
      names = "--name-pattern",
      paramLabel = "PATTERN",
      description =
          "Names of the images, of {index} (the file number; needed), {source}, {partner}, {copy},"
              + " {batch} and plain text, such as {index}-{source}. Default: ${DEFAULT-VALUE}.")
  String namePattern = NamePattern.INDEX.text();

  @Option(
      names = "--include-originals",
      fallbackValue = "true",
      description =
          "Pass on each picture unmixed as well, as one more copy after the --copies mixed ones.")
  boolean includeOriginals;

  @Option(
      names = "--recipes-only",
      fallbackValue = "true",
      description =
          "Write recipes.jsonl alone, from which 'cutmix render' makes the same images later."
              + " Reads no more than the headers of the images.")
  boolean recipesOnly;

  @Option(
      names = "--embed-images",
      fallbackValue = "true",
      description =
          "Put the images into metadata.parquet as well, in a column image as Hugging Face stores"
              + " it. Needs --labels-format parquet.")
  boolean embedImages;

  @Option(
      names = "--report",
      fallbackValue = "true",
      description =
          "Write report.html as well: numbers, charts and some of the images, in one file.")
  boolean report;

  /** What {@code --labels-format} may name. */
  enum LabelsChoice {
    JSON(LabelsFormat.JSON),
    JSONL(LabelsFormat.JSONL),
    CSV(LabelsFormat.CSV),
    PARQUET(LabelsFormat.PARQUET),
    SHARDS(LabelsFormat.SHARDS);

    private final LabelsFormat format;

    LabelsChoice(LabelsFormat format) {
      this.format = format;
    }
  }

  /** What {@code --layout} may be. */
  enum LayoutChoice {
    AUTO,
    FLAT,
    TREE,
    SHARDED
  }

  /**
   * The label files.
   *
   * @throws IllegalArgumentException if two options contradict each other
   */
  LabelsSettings labels() {
    if (recipesOnly && labelsFormat != null) {
      throw new IllegalArgumentException(
          "--recipes-only writes recipes.jsonl alone; leave out --labels-format, and give it later"
              + " to cutmix render");
    }
    List<LabelsFormat> formats =
        labelsFormat == null
            ? List.of(recipesOnly ? LabelsFormat.RECIPES : LabelsFormat.JSON)
            : labelsFormat.stream().map(choice -> choice.format).toList();
    return new LabelsSettings(formats, labelEncoding, embedImages);
  }

  /** Whether label rows are to stay in tar files. */
  boolean isLeavingRows() {
    return labels().formats().contains(LabelsFormat.SHARDS);
  }

  /** Whether options are given that are about image files. */
  boolean isAboutFiles() {
    return recipesOnly
        || embedImages
        || layout != LayoutChoice.AUTO
        || !namePattern.equals(NamePattern.INDEX.text());
  }

  /**
   * How images are named.
   *
   * @param files how many come out
   * @throws IllegalArgumentException if an option is out of range
   */
  ImageNaming naming(long files) {
    return new ImageNaming(
        switch (layout) {
          case AUTO -> files > MOST_FLAT ? Layout.SHARDED : Layout.FLAT;
          case FLAT -> Layout.FLAT;
          case TREE -> Layout.TREE;
          case SHARDED -> Layout.SHARDED;
        },
        new NamePattern(namePattern));
  }

  void addTo(ObjectNode json, ImageNaming naming) {
    addLabelsTo(json);
    if (recipesOnly) {
      json.put("recipes-only", true);
    }
    if (labelEncoding != LabelEncoding.DENSE) {
      json.put("label-encoding", lowerCase(labelEncoding));
    }
    if (naming.layout() != Layout.FLAT) {
      json.put("layout", lowerCase(naming.layout()));
    }
    if (!naming.pattern().equals(NamePattern.INDEX)) {
      json.put("name-pattern", naming.pattern().text());
    }
    if (includeOriginals) {
      json.put("include-originals", true);
    }
  }

  /** Adds which label files there are, whether they hold images, and whether there is a report. */
  void addLabelsTo(ObjectNode json) {
    if (labelsFormat != null && !labels().formats().equals(List.of(LabelsFormat.JSON))) {
      json.put(
          "labels-format",
          labels().formats().stream()
              .map(OutputOptions::lowerCase)
              .collect(Collectors.joining(",")));
    }
    if (embedImages) {
      json.put("embed-images", true);
    }
    if (report) {
      json.put("report", true);
    }
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
