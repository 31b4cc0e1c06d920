package io.cutmix.dataset;

import io.cutmix.dataset.labelfile.LabelFileReader;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.InvalidParameterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Images labelled by the rows of a file: CSV or JSON in UTF-8, or Parquet.
 *
 * <p>CSV has commas, tabs or semicolons, with or without quotes, byte-order mark and header. White
 * space around an unquoted cell and around any label is dropped; inside quotes it belongs to a
 * image's name.
 *
 * <p>JSON has an object for each row: one after the other (JSON Lines), in a list, or in the list
 * {@code samples} of an object that may name the {@code classes} before it, as this tool writes it.
 * A label is a class name, an id, a list of these, or a list of numbers (one for each class);
 * {@code label_ids} with {@code label_weights} are the numbers that aren't zero.
 *
 * <p>A backslash in a image's path means the same as a slash.
 *
 * @param images the folder that the paths in the file are relative to
 * @param labels the file; one that ends in {@code .parquet} is Parquet, one in {@code .json},
 *     {@code .jsonl} or {@code .ndjson} JSON, one in {@code .csv}, {@code .tsv} or {@code .txt}
 *     CSV; of others the first letter tells
 * @param imageColumn the column of paths; empty: found by its name or by what it holds
 * @param rules how the labels are written
 * @param missingFilesAllowed whether a row may name a file that isn't there, so that only loading
 *     the sample fails
 * @param links which symbolic links are followed
 */
public record LabelFileSource(
    Path images,
    Path labels,
    Optional<String> imageColumn,
    LabelRules rules,
    boolean missingFilesAllowed,
    Links links)
    implements Source {
  private static final List<String> FOREIGN =
      List.of("metadata.csv", "metadata.jsonl", "metadata.parquet");
  private static final List<String> OWN = List.of("labels.json", "labels.csv");

  /** Throws {@link InvalidParameterException} if the image column is a label column too. */
  public LabelFileSource {
    if (imageColumn.isPresent()
        && (imageColumn.equals(rules.column()) || rules.columns().contains(imageColumn.get()))) {
      throw InvalidParameterException.contradiction(
          "image-column",
          "\"%s\" can't be both the image and a label".formatted(imageColumn.get()),
          "name another");
    }
  }

  @Override
  public Dataset read(Predicate<String> isImage, Runnable seen, Glance glance) throws IOException {
    return LabelFileReader.read(this, isImage, seen);
  }

  /** Whether the file is the one that describes the images beside it, as Hugging Face has them. */
  public boolean isOfAllImages() {
    return FOREIGN.stream().map(images::resolve).anyMatch(labels::equals);
  }

  @Override
  public Optional<Path> labelFile() {
    return Optional.of(labels);
  }

  @Override
  public void forEachImage(Predicate<String> known, Predicate<String> isImage, Consumer<String> use)
      throws IOException {
    FolderWalk.forEachImage(images, known, isImage, use);
  }

  /** Finds the columns and classes by itself; every file must be there. */
  public static LabelFileSource of(Path images, Path labels) {
    return new LabelFileSource(
        images, labels, Optional.empty(), LabelRules.of(ClassList.found()), false, Links.INSIDE);
  }

  /**
   * The label file that lies among the images it is about: {@code metadata.csv}, {@code
   * metadata.jsonl} or {@code metadata.parquet}, as in Hugging Face's image folders, or where a run
   * of ours has written it {@code labels.json} or {@code labels.csv}; empty if there is none.
   *
   * @param links whether it may be a link that leads out of the folder
   * @throws ProblemException if there are several that may differ, or it isn't allowed
   */
  public static Optional<Path> among(Path images, Links links) throws IOException {
    // What a run of ours has written in several forms is the same in all.
    boolean own = Files.isRegularFile(images.resolve("run.json"));
    List<Path> found =
        Stream.concat(FOREIGN.stream(), OWN.stream().filter(name -> own))
            .map(images::resolve)
            .filter(Files::isRegularFile)
            .toList();
    if (found.size() > 1 && !own) {
      throw new ProblemException(
          Problem.of("holds both %s and %s", found.get(0).getFileName(), found.get(1).getFileName())
              .remedy("choose with --labels " + found.get(0))
              .at(images));
    }
    if (!found.isEmpty()) {
      ImageFolder.open(images, links).requireAllowed(found.get(0));
    }
    return found.stream().findFirst();
  }
}
