package io.cutmix.dataset;

import io.cutmix.dataset.classes.KnownClasses;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.InvalidParameterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Folders of images that each hold a part of the data set, such as {@code train}. */
public final class Splits {
  private static final Set<String> NAMES =
      Set.of(
          "train",
          "training",
          "test",
          "testing",
          "val",
          "valid",
          "validation",
          "dev",
          "eval",
          "evaluation");

  private Splits() {}

  /**
   * The folder of that name in {@code images}.
   *
   * @throws InvalidParameterException if the name is a path
   * @param links whether it may be a link that leads out of {@code images}
   * @throws ProblemException if there is no such folder, with those there are, or it isn't allowed
   */
  public static Path folder(Path images, String name, Links links) throws IOException {
    if (name.isBlank() || name.startsWith(".") || name.contains("/") || name.contains("\\")) {
      throw InvalidParameterException.outOfRange(
          "split", "must be the name of a folder in --images", "\"" + name + "\"");
    }
    ImageFolder whole = ImageFolder.open(images, links);
    Path folder = whole.root().resolve(name);
    if (!Files.isDirectory(folder)) {
      List<String> folders = foldersIn(images);
      String remedy =
          folders.isEmpty()
              ? "leave out --split, as there are no folders in --images"
              : "give --split one of the folders in --images: " + KnownClasses.shown(folders);
      throw new ProblemException(Problem.of("no such split").value(name).remedy(remedy).at(folder));
    }
    whole.requireAllowed(folder);
    return folder;
  }

  /**
   * Those of some shards in a folder that are of one split by the beginnings of their names, as in
   * {@code train-00000-of-00002.parquet}.
   *
   * @throws ProblemException if none is, or no split is chosen of several
   */
  public static List<Path> ofShards(List<Path> files, Optional<String> split)
      throws ProblemException {
    Map<String, List<Path>> splits =
        files.stream()
            .collect(Collectors.groupingBy(Splits::beginning, TreeMap::new, Collectors.toList()));
    boolean several = splits.size() > 1 && splits.keySet().stream().anyMatch(Splits::isSplit);
    if (split.isEmpty() && !several) {
      return files;
    }
    List<Path> chosen = splits.get(split.orElse(""));
    if (chosen == null) {
      Problem problem =
          split.isPresent()
              ? Problem.of("no such split").value(split.get())
              : Problem.of("holds several splits");
      throw new ProblemException(
          problem
              .remedy("give --split one of " + KnownClasses.shown(List.copyOf(splits.keySet())))
              .at(files.get(0).resolveSibling("")));
    }
    return chosen;
  }

  private static String beginning(Path file) {
    return file.getFileName().toString().split("[-.]", -1)[0];
  }

  /** Refuses class folders that are all called like splits. */
  public static void requireNone(Path images, Collection<String> folders) throws ProblemException {
    List<String> names = folders.stream().sorted().toList();
    if (!names.isEmpty() && names.stream().allMatch(Splits::isSplit)) {
      String split = names.contains("train") ? "train" : names.get(0);
      throw new ProblemException(
          Problem.of(
                  "the only folders with images are splits and no classes (%s)",
                  String.join(", ", names))
              .remedy(
                  "take one split with --split %s; if they are classes, list them with --classes"
                      .formatted(split))
              .at(images));
    }
  }

  /** What is suspicious about samples that lie in, or are said to be of, these. */
  public static Optional<Problem> mixed(Collection<String> splits) {
    return splits.size() > 1 && splits.stream().allMatch(Splits::isSplit)
        ? Optional.of(
            Problem.of(
                    "samples are of several splits (%s), and all are taken",
                    String.join(", ", splits))
                .remedy("remove the rows of all but one"))
        : Optional.empty();
  }

  private static boolean isSplit(String folder) {
    return NAMES.contains(folder.toLowerCase(Locale.ROOT));
  }

  private static List<String> foldersIn(Path images) throws IOException {
    try (Stream<Path> entries = Files.list(images)) {
      return entries
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }
}
