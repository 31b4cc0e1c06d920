package io.cutmix.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Folders of pictures that each hold a part of the data set, such as {@code train}. */
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
   * @throws IllegalArgumentException if the name is a path
   * @param links whether it may be a link that leads out of {@code images}
   * @throws DatasetException if there is no such folder, with those there are, or it isn't allowed
   */
  public static Path folder(Path images, String name, Links links) throws IOException {
    if (name.isBlank() || name.startsWith(".") || name.contains("/") || name.contains("\\")) {
      throw new IllegalArgumentException(
          "--split must be the name of a folder in --images, but was \"" + name + "\"");
    }
    ImageFolder whole = ImageFolder.open(images, links);
    Path folder = whole.root().resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new DatasetException(
          "no such split: %s; give --split one of the folders in --images: %s"
              .formatted(folder, String.join(", ", foldersIn(images))));
    }
    whole.requireAllowed(folder);
    return folder;
  }

  /** A sentence if all class folders are called like splits. */
  static Optional<String> notice(Collection<String> folders) {
    List<String> names = folders.stream().sorted().toList();
    if (names.isEmpty() || !names.stream().allMatch(Splits::isSplit)) {
      return Optional.empty();
    }
    String split = names.contains("train") ? "train" : names.get(0);
    return Optional.of(
        "the folders %s look like splits and are taken for classes; take one split with --split %s"
            .formatted(String.join(", ", names), split));
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
