package io.cutmix.cli;

import io.cutmix.mix.InvalidParameterException;
import io.cutmix.output.OutputFolder;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Refuses input that lies in the output folder, where a run may remove it before it is read. Files
 * of one folder should follow each other. Not thread-safe.
 */
final class InputInOutput {
  private final String out;
  private final Path folder;
  private Path parent;
  private Path realParent;

  /**
   * @param out as the user names it
   * @param folder which that is, as {@link #real} says
   */
  InputInOutput(String out, Path folder) {
    this.out = out;
    this.folder = folder;
    this.parent = folder;
    this.realParent = folder;
  }

  /**
   * Refuses it.
   *
   * @param name as the user should read it
   */
  void refuse(String name, Path file) throws IOException {
    if (OutputFolder.owns(folder, found(file))) {
      throw InvalidParameterException.contradiction(
          "out",
          "%s holds the input %s, and a run may remove what an earlier one wrote there"
              .formatted(out, name),
          "choose another folder, or move the input");
    }
  }

  /** Where it is, with one look at a file that is no link. */
  private Path found(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path above = absolute.getParent();
    if (above == null || Storage.remote(file).isPresent()) {
      return absolute;
    }
    if (Files.isSymbolicLink(absolute)) {
      try {
        return absolute.toRealPath();
      } catch (NoSuchFileException e) {
        return absolute; // It leads to a pipe, or nowhere.
      }
    }
    if (!above.equals(parent)) {
      realParent = real(above);
      parent = above;
    }
    return realParent.resolve(absolute.getFileName());
  }

  /** Without links, as far as it exists. Behind URIs there are none. */
  static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path existing = absolute;
    if (Storage.remote(path).isPresent()) {
      return absolute;
    }
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing.toRealPath().resolve(existing.relativize(absolute));
  }
}
