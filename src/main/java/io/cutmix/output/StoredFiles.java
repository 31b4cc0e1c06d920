package io.cutmix.output;

import io.cutmix.storage.Folders;
import io.cutmix.storage.Stamp;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether files are still as they were written, by their sizes, and by their checksums if
 * they may have changed since they were on the disk. Behind URIs, where a file appears when it is
 * whole, the sizes are taken from a list of each folder. Thread-safe.
 */
final class StoredFiles {
  private final OutputLayout layout;
  private final Optional<FileTime> onDisk;
  private final boolean isRemote;
  private final Map<Path, Map<String, BasicFileAttributes>> listed = new ConcurrentHashMap<>();

  /**
   * @param onDisk when all of them were on the disk, if they ever were
   */
  StoredFiles(OutputLayout layout, Optional<FileTime> onDisk) {
    this.layout = layout;
    this.onDisk = onDisk;
    this.isRemote = Storage.remote(layout.root()).isPresent();
  }

  boolean areWhole(Map<String, Stamp> files) throws IOException {
    for (Map.Entry<String, Stamp> file : files.entrySet()) {
      if (!isWhole(layout.resolve(file.getKey()), file.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean isWhole(Path file, Stamp stamp) throws IOException {
    BasicFileAttributes found = isRemote ? listed(file) : attributes(file);
    return found != null
        && found.isRegularFile()
        && found.size() == stamp.size()
        && (isRemote || isOld(found) || Stamp.of(file).equals(stamp));
  }

  /** Clocks of files may stand still for some milliseconds. */
  private boolean isOld(BasicFileAttributes file) {
    return onDisk.isPresent() && file.lastModifiedTime().compareTo(onDisk.get()) < 0;
  }

  private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private @Nullable BasicFileAttributes listed(Path file) {
    return listed
        .computeIfAbsent(file.resolveSibling(""), StoredFiles::list)
        .get(file.getFileName().toString());
  }

  private static Map<String, BasicFileAttributes> list(Path folder) {
    Map<String, BasicFileAttributes> files = new HashMap<>();
    try {
      Folders.forEach(
          folder,
          Folders.ALL,
          file ->
              files.put(
                  file.getFileName().toString(),
                  Files.readAttributes(file, BasicFileAttributes.class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
