package io.cutmix.dataset.folder;

import io.cutmix.dataset.Skipped;
import io.cutmix.job.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What was seen in class folders besides images. Not thread-safe. */
final class FolderNotes {
  final Skipped notImages =
      new Skipped("file is not an image and was skipped", "files are not images and were skipped");
  final Skipped outside =
      new Skipped(
          "image lies outside any class folder and was skipped",
          "images lie outside any class folder and were skipped");
  final Skipped loops =
      new Skipped(
          "link leads back to a folder it lies in and was skipped",
          "links lead back to a folder they lie in and were skipped");

  private final Set<String> folders = new HashSet<>();
  private final Set<String> classes = new HashSet<>();

  void addFolder(String name) {
    folders.add(name);
  }

  /** A folder with an image. */
  void addClass(String folder) {
    classes.add(folder);
  }

  /** The folders with images. */
  Set<String> classes() {
    return classes;
  }

  /** What was skipped, a warning for each reason. */
  List<Problem> warnings() {
    Skipped empty = new Skipped("class folder holds no image", "class folders hold no image");
    folders.stream().filter(folder -> !classes.contains(folder)).forEach(empty::add);
    return Stream.of(notImages.warning(), outside.warning(), empty.warning(), loops.warning())
        .flatMap(Optional::stream)
        .toList();
  }
}
