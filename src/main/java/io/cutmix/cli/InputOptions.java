package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.ClassList;
import io.cutmix.dataset.FolderSource;
import io.cutmix.dataset.LabelFileSource;
import io.cutmix.dataset.LabelRules;
import io.cutmix.dataset.Links;
import io.cutmix.dataset.MetadataFile;
import io.cutmix.dataset.ShardPattern;
import io.cutmix.dataset.ShardSource;
import io.cutmix.dataset.Source;
import io.cutmix.dataset.Splits;
import io.cutmix.pipeline.OnError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
          "Folder of pictures. Without --labels, metadata.csv or metadata.jsonl in it holds the"
              + " labels, or else each folder in it is a class. Or tar shards of"
              + " WebDataset: shards/*.tar, {00..09}.tar, or several with :: between.")
  Path images;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Picture paths (relative to --images) and labels: CSV, separated by comma, tab or"
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
      description = "A picture may have several classes: rows of the same picture add up.")
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

  /** Which symbolic links are followed. */
  Links links() {
    return followLinks ? Links.ALL : Links.INSIDE;
  }

  /**
   * Where the data set is and how it is read.
   *
   * @throws IllegalArgumentException if options contradict each other
   * @throws IOException if the file of classes can't be read
   */
  Source source(OnError onError) throws IOException {
    if (ShardPattern.isMeantBy(images)) {
      return shards();
    }
    Path folder = folder();
    Optional<Path> file = labelFile(folder);
    if (file.isEmpty() && rowsAreMeant()) {
      throw new IllegalArgumentException(
          "--image-column, --label-column, --label-columns, --label-separator and --multi-label say"
              + " how a label file is read; give it with --labels");
    }
    if (file.isEmpty()) {
      return new FolderSource(folder, classList(), links());
    }
    return new LabelFileSource(
        folder,
        file.get(),
        Optional.ofNullable(imageColumn),
        rules(),
        onError == OnError.SKIP,
        links());
  }

  private Source shards() throws IOException {
    if (labels != null || imageColumn != null || split != null) {
      throw new IllegalArgumentException(
          "tar files in --images hold their labels and have neither columns of images nor splits;"
              + " leave out --labels, --image-column and --split");
    }
    return new ShardSource(ShardPattern.expand(images), rules());
  }

  private LabelRules rules() throws IOException {
    return new LabelRules(
        Optional.ofNullable(labelColumn),
        labelColumns,
        Optional.ofNullable(labelSeparator),
        multiLabel,
        classList());
  }

  /** What was found though no option names it: one sentence each. */
  List<String> notices() throws IOException {
    return labels == null && !ShardPattern.isMeantBy(images)
        ? MetadataFile.in(folder(), links()).stream()
            .map(file -> "labels are those of " + file)
            .toList()
        : List.of();
  }

  private boolean rowsAreMeant() {
    return imageColumn != null
        || labelColumn != null
        || !labelColumns.isEmpty()
        || labelSeparator != null
        || multiLabel;
  }

  private Path folder() throws IOException {
    return split == null ? images : Splits.folder(images, split, links());
  }

  private Optional<Path> labelFile(Path folder) throws IOException {
    return labels == null ? MetadataFile.in(folder, links()) : Optional.of(labels);
  }

  private ClassList classList() throws IOException {
    if (Stream.of(classes, numClasses, classMap).filter(Objects::nonNull).count() > 1) {
      throw new IllegalArgumentException(
          "--classes, --num-classes and --class-map each say which classes there are; use one");
    }
    if (classes != null) {
      return ClassList.read(classes);
    }
    if (classMap != null) {
      return ClassList.map(classMap);
    }
    return numClasses == null ? ClassList.found() : ClassList.counted(numClasses);
  }

  /** The options that were given, for the record. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "images", images);
    put(json, "labels", labels);
    put(json, "image-column", imageColumn);
    put(json, "label-column", labelColumn);
    put(json, "label-columns", labelColumns.isEmpty() ? null : String.join(",", labelColumns));
    put(json, "label-separator", labelSeparator);
    put(json, "multi-label", multiLabel ? true : null);
    put(json, "classes", classes);
    put(json, "num-classes", numClasses);
    put(json, "split", split);
    put(json, "class-map", classMap);
    put(json, "follow-links", followLinks ? true : null);
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }
}
