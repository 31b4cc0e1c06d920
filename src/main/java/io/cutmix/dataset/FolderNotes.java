package io.cutmix.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What was seen in class folders besides pictures. Not thread-safe. */
final class FolderNotes {
  private final Set<String> folders = new HashSet<>();
  private final Set<String> labelled = new HashSet<>();
  private final LeftOut notPictures = new LeftOut();
  private final LeftOut outside = new LeftOut();
  private final LeftOut circles = new LeftOut();

  void addFolder(String name) {
    folders.add(name);
  }

  /** A class folder with a picture. */
  void addLabelled(String folder) {
    labelled.add(folder);
  }

  void addNoPicture(String file) {
    notPictures.add(file);
  }

  void addOutside(String picture) {
    outside.add(picture);
  }

  void addCircle(String link) {
    circles.add(link);
  }

  /** What was left out, a sentence for each reason. */
  List<String> warnings() {
    LeftOut empty = new LeftOut();
    folders.stream().filter(folder -> !labelled.contains(folder)).forEach(empty::add);
    return Stream.of(
            notPictures.sentence(
                "file is not a picture and was left out",
                "files are not pictures and were left out"),
            outside.sentence(
                "picture lies outside any class folder and was left out",
                "pictures lie outside any class folder and were left out"),
            Splits.notice(labelled),
            empty.sentence("class folder holds no picture", "class folders hold no picture"),
            circles.sentence(
                "link leads back to a folder it lies in and was left out",
                "links lead back to a folder they lie in and were left out"))
        .flatMap(Optional::stream)
        .toList();
  }
}
