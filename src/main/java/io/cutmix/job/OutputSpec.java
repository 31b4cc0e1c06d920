package io.cutmix.job;

import static io.cutmix.mix.InvalidParameterException.contradiction;
import static io.cutmix.mix.InvalidParameterException.outOfRange;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.cutmix.mix.InvalidParameterException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is written, and in which form.
 *
 * @param coco file of detection boxes, as the user names it
 * @param minVisible share of such a box that must be seen; present with {@code coco}
 * @param labelsFormat label files in the order of the enum; empty for {@code labels.json} alone, or
 *     for the recipes alone
 * @param labelEncoding how the numbers of a label are written
 * @param layout folders of image files
 * @param namePattern names of image files
 * @param includeOriginals whether each image is written unmixed as well
 * @param recipesOnly whether {@code recipes.jsonl} is written in place of images and label files
 * @param embedImages whether Parquet holds the images too
 * @param report whether {@code report.html} is written
 * @param outputFormat files or shards
 * @param shardSize images in a shard; present where there are shards
 * @param shardBytes most bytes of a tar file
 * @param range rows of a file of recipes that are rendered; absent for all
 */
public record OutputSpec(
    @Option(group = "Detection boxes", label = "FILE") Optional<String> coco,
    @Option(group = "Detection boxes", label = "S") Optional<Double> minVisible,
    @Option
        @JsonSerialize(converter = RecordJson.Joined.class)
        @JsonDeserialize(using = LabelsFormat.Several.class)
        List<LabelsFormat> labelsFormat,
    @Option(value = "auto") LabelEncoding labelEncoding,
    @Option(value = "auto") Layout layout,
    @Option(label = "PATTERN", value = "{index}") NamePattern namePattern,
    @Option boolean includeOriginals,
    @Option boolean recipesOnly,
    @Option boolean embedImages,
    @Option boolean report,
    @Option(group = "Shards", value = "files") OutputFormat outputFormat,
    @Option(group = "Shards", label = "N") Optional<Integer> shardSize,
    @Option(group = "Shards", label = "N") Optional<Long> shardBytes,
    Optional<RowRange> range) {
  /** The file of recipes. */
  public static final String RECIPES = "recipes.jsonl";

  /** The file of detection boxes. */
  public static final String ANNOTATIONS = "annotations.json";

  /** Where MosaicML Streaming finds the shards of {@link OutputFormat#MDS}. */
  public static final String INDEX = "index.json";

  /** The page about a run. */
  public static final String REPORT = "report.html";

  /** Share of a detection box that must be seen unless another is asked for. */
  public static final double MIN_VISIBLE = 0.3;

  private static final int SHARD_SIZE = 1000;

  /** Folders with more files become slow to list. */
  private static final long MOST_FLAT = 100_000;

  /** With more classes, labels of a number for each take more than small images. */
  private static final int MOST_DENSE = 100;

  /** Refuses what is out of range and what can't be together. */
  public OutputSpec {
    requireBoxes(coco, minVisible, outputFormat, recipesOnly);
    requireShards(outputFormat, shardSize, shardBytes);
    requireLabels(labelsFormat, recipesOnly, embedImages, outputFormat);
    if (outputFormat != OutputFormat.FILES) {
      requireNone("recipes-only", recipesOnly);
      requireNone("embed-images", embedImages);
      requireNone("layout", layout != Layout.AUTO);
      requireNone("name-pattern", !namePattern.equals(NamePattern.INDEX));
    }
    minVisible = coco.isPresent() ? Optional.of(minVisible.orElse(MIN_VISIBLE)) : Optional.empty();
    labelsFormat =
        labelsFormat.isEmpty() || labelsFormat.equals(List.of(LabelsFormat.JSON))
            ? List.of()
            : List.copyOf(EnumSet.copyOf(labelsFormat));
    shardSize =
        outputFormat == OutputFormat.FILES
            ? Optional.empty()
            : Optional.of(shardSize.orElse(SHARD_SIZE));
  }

  private static void requireNone(String option, boolean given) {
    if (given) {
      throw contradiction(
          option, "is about image files", "leave it out, or use --output-format files");
    }
  }

  private static void requireBoxes(
      Optional<String> coco, Optional<Double> minVisible, OutputFormat format, boolean recipes) {
    if (minVisible.isPresent() && coco.isEmpty()) {
      throw contradiction("min-visible", "is about detection boxes", "give them by --coco");
    }
    double least = minVisible.orElse(MIN_VISIBLE);
    if (!(least > 0 && least <= 1)) {
      throw outOfRange("min-visible", "must be more than 0 and at most 1", least);
    }
    if (coco.isPresent() && format == OutputFormat.NPY) {
      throw contradiction(
          "coco",
          "needs a name for each image, which --output-format npy doesn't have",
          "use files, webdataset or mds");
    }
    if (coco.isPresent() && recipes) {
      throw contradiction("recipes-only", "writes no annotations.json", "leave out --coco");
    }
  }

  private static void requireShards(
      OutputFormat format, Optional<Integer> shardSize, Optional<Long> shardBytes) {
    if (shardBytes.isPresent() && !format.holdsRows) {
      throw contradiction(
          "shard-bytes", "is for --output-format webdataset or mds", "give both or neither");
    }
    if (shardSize.isPresent() && format == OutputFormat.FILES) {
      throw contradiction(
          "shard-size", "is for --output-format npy, webdataset or mds", "give both or neither");
    }
    if (shardSize.orElse(1) < 1) {
      throw outOfRange("shard-size", "must be at least 1", shardSize.get());
    }
    if (shardBytes.orElse(1L) < 1) {
      throw outOfRange("shard-bytes", "must be at least 1", shardBytes.get());
    }
  }

  private static void requireLabels(
      List<LabelsFormat> formats, boolean recipesOnly, boolean embedImages, OutputFormat output) {
    if (recipesOnly && !formats.isEmpty()) {
      throw contradiction(
          "recipes-only",
          "writes recipes.jsonl in place of label files",
          "leave out --labels-format, and give it later to cutmix render");
    }
    if (formats.contains(LabelsFormat.SHARDS) && !output.holdsRows) {
      throw contradiction(
          "labels-format",
          "shards leaves the rows in tar or MDS shards, and none are written",
          "use json, jsonl, csv or parquet; or cutmix augment with --output-format webdataset or mds");
    }
    if (formats.contains(LabelsFormat.SHARDS) && formats.stream().distinct().count() > 1) {
      throw contradiction(
          "labels-format",
          "shards leaves the rows where they are, and the others put them together",
          "leave out shards, or all others");
    }
    if (embedImages && !formats.contains(LabelsFormat.PARQUET)) {
      throw contradiction(
          "embed-images",
          "needs --labels-format parquet, since no other label file holds images",
          "add parquet to it, or leave out --embed-images");
    }
  }

  /**
   * What is in force.
   *
   * @param files how many come out
   * @param numbers in a label, of which most are 0; 0 if none need be
   */
  public OutputSpec resolved(long files, int numbers) {
    Map<String, Object> open = new HashMap<>();
    if (layout == Layout.AUTO && !hasShards()) {
      open.put("layout", files > MOST_FLAT ? Layout.SHARDED : Layout.FLAT);
    }
    if (labelEncoding == LabelEncoding.AUTO) {
      boolean isLong = numbers > MOST_DENSE && outputFormat != OutputFormat.NPY;
      open.put("label-encoding", isLong ? LabelEncoding.SPARSE : LabelEncoding.DENSE);
    }
    return RecordJson.with(this, open);
  }

  /** What {@code cutmix render} makes of recipes, by those options of its own that are given. */
  public OutputSpec rendered(Map<String, ?> given) {
    return RecordJson.with(RecordJson.with(this, Map.of("recipes-only", false)), given);
  }

  /** The same with or without a report, on which nothing else depends. */
  public OutputSpec withReport(boolean wanted) {
    return RecordJson.with(this, Map.of("report", wanted));
  }

  /** Whether many images are put into one file. */
  public boolean hasShards() {
    return outputFormat != OutputFormat.FILES;
  }

  /** Whether there is a folder of images. */
  public boolean hasImageFolder() {
    return !recipesOnly && !hasShards();
  }

  /** Whether images are named by their numbers alone, so that they can be told by that. */
  public boolean hasPlainNames() {
    return !hasShards() && namePattern.equals(NamePattern.INDEX) && layout != Layout.TREE;
  }

  /** Names of the label files. */
  public List<String> labelFiles() {
    if (recipesOnly) {
      return List.of(RECIPES);
    }
    boolean hasIndex = outputFormat == OutputFormat.MDS;
    return Stream.concat(
            labels().stream()
                .filter(format -> format != LabelsFormat.SHARDS || !hasIndex)
                .map(LabelsFormat::fileName),
            hasIndex ? Stream.of(INDEX) : Stream.of())
        .toList();
  }

  /** Names of the files that are made of all images together: labels, boxes, the report. */
  public List<String> filesOfAll() {
    List<String> files = new ArrayList<>(labelFiles());
    coco.ifPresent(boxes -> files.add(ANNOTATIONS));
    if (report) {
      files.add(REPORT);
    }
    return files;
  }

  /** The label files beside recipes. */
  public List<LabelsFormat> labels() {
    return labelsFormat.isEmpty() && !recipesOnly ? List.of(LabelsFormat.JSON) : labelsFormat;
  }

  /** The kinds of label files; each but {@link #SHARDS} holds the same rows. */
  public enum LabelsFormat {
    /** The classes and all rows in one document. */
    JSON("labels.json"),
    /** A row a line, under the name by which Hugging Face's image folder finds it. */
    JSONL("metadata.jsonl"),
    /** A header, then a row a line. */
    CSV("labels.csv"),
    /** A row a row, under the name by which Hugging Face's image folder finds it. */
    PARQUET("metadata.parquet"),
    /** No rows, but the shards in which they stand; {@link #INDEX} with MosaicML Streaming. */
    SHARDS("shards.json");

    private final String fileName;

    LabelsFormat(String fileName) {
      this.fileName = fileName;
    }

    /** The kind of a file that is none of recipes. */
    public static LabelsFormat ofFile(String name) {
      return Stream.of(values())
          .filter(format -> format.fileName.equals(name))
          .findFirst()
          .orElseThrow();
    }

    /** Name of the file within the output folder. */
    public String fileName() {
      return fileName;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    static final class Several extends RecordJson.Split<LabelsFormat> {
      @Override
      LabelsFormat read(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
      }
    }
  }

  /** How the numbers of a label are written. */
  public enum LabelEncoding {
    /** Dense, or sparse where classes are many and few of them apply to an image. */
    AUTO,
    /** One for each class. */
    DENSE,
    /** The ids of the classes whose number isn't 0, and these numbers. */
    SPARSE
  }

  /** In which folders image files lie. */
  public enum Layout {
    /** Flat, or a folder a thousand where files are many. */
    AUTO,
    /** All in one. */
    FLAT,
    /** One for each class, that of the base image. */
    TREE,
    /** One for each thousand of file numbers. */
    SHARDED
  }

  /** What images are written to. */
  public enum OutputFormat {
    /** A file each. */
    FILES(false),
    /** NumPy arrays. */
    NPY(false),
    /** Tar files as WebDataset has them. */
    WEBDATASET(true),
    /** Shards as MosaicML Streaming has them. */
    MDS(true);

    private final boolean holdsRows;

    OutputFormat(boolean holdsRows) {
      this.holdsRows = holdsRows;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Some rows of a file.
   *
   * @param from number of the first, from 0
   * @param to number of the one after the last
   */
  public record RowRange(long from, long to) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

    /** Those of every file. */
    public static final RowRange ALL = new RowRange(0, Long.MAX_VALUE);

    /**
     * Reads {@code A..B}.
     *
     * @throws IllegalArgumentException if it is no range
     */
    @JsonCreator
    public static RowRange parse(String text) {
      Matcher numbers = FORM.matcher(text);
      if (numbers.matches()) {
        RowRange range =
            new RowRange(Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2)));
        if (range.from < range.to) {
          return range;
        }
      }
      throw InvalidParameterException.outOfRange(
          "range", "must be the first row and the one after the last, such as 0..1000", text);
    }

    @JsonValue
    @Override
    public String toString() {
      return from + ".." + to;
    }
  }
}
