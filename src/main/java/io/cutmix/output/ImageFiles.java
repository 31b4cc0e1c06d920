package io.cutmix.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The images of an output folder. Thread-safe for different images. */
final class ImageFiles {
  private static final Pattern PLAIN_NAME = Pattern.compile("\\d{6,}\\.(jpg|png)");
  private static final Pattern SHARD = Pattern.compile("\\d{4,}");

  private final OutputLayout layout;
  private final Set<Path> folders = ConcurrentHashMap.newKeySet();

  ImageFiles(OutputLayout layout) {
    this.layout = layout;
  }

  void write(Path file, byte[] encoded) throws IOException {
    Path folder = file.resolveSibling("");
    if (!folders.contains(folder)) {
      Folders.create(folder);
      folders.add(folder);
    }
    Files.write(file, encoded);
  }

  /** Lists the images of a unit before they are; those of an earlier attempt are removed. */
  void begin(Path list, List<String> fileNames) throws IOException {
    RecordedNames.read(list, this::remove);
    RecordedNames.write(list, fileNames);
  }

  /** Removes the images whose name is a plain number. */
  void removePlain(boolean sharded) throws IOException {
    removePlain(layout.images());
    if (sharded) {
      for (Path shard : list(layout.images(), SHARD)) {
        removePlain(shard);
        Folders.removeIfEmpty(shard);
      }
    }
  }

  private static void removePlain(Path folder) throws IOException {
    for (Path file : list(folder, PLAIN_NAME)) {
      Files.delete(file);
    }
  }

  private static List<Path> list(Path folder, Pattern names) throws IOException {
    return Folders.list(folder, name -> names.matcher(name).matches());
  }

  /** Removes the images that these files name, and the folders that become empty. */
  void removeRecorded(List<Path> records) throws IOException {
    Set<Path> left = new HashSet<>();
    for (Path file : records) {
      RecordedNames.read(
          file,
          name -> {
            remove(name);
            left.add(layout.resolve(name).normalize().resolveSibling(""));
          });
    }
    for (Path folder : left) {
      if (isInImages(folder) && !folder.equals(layout.images().normalize())) {
        Folders.removeIfEmpty(folder);
      }
    }
  }

  /** A record may have been changed since; nothing outside is touched. */
  private void remove(String fileName) throws IOException {
    for (String name : NpyNames.withImages(fileName).map(NpyNames::both).orElse(List.of())) {
      Files.deleteIfExists(layout.resolve(name));
    }
    Optional<String> tar = TarNames.fileIn(fileName);
    if (tar.isPresent()) {
      Files.deleteIfExists(layout.resolve(tar.get()));
      return;
    }
    Path file = layout.resolve(fileName).normalize();
    if (isInImages(file)) {
      Files.deleteIfExists(file);
    }
  }

  private boolean isInImages(Path path) {
    return path.startsWith(layout.images().normalize());
  }
}
