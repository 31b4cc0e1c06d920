package io.cutmix.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** A file for each image. */
final class FileImages implements ImageStore {
  private final Path out;

  FileImages(Path out) {
    this.out = out;
  }

  @Override
  public String name(Row row) {
    return row.fileName();
  }

  @Override
  public Stored find(Row row) throws IOException {
    Path file = path(row.fileName());
    if (!Files.isRegularFile(file)) {
      throw new BrokenFile(row.fileName(), "file", "there", "missing");
    }
    return () -> Files.readAllBytes(file);
  }

  private Path path(String name) throws BrokenFile {
    try {
      Path file = out.resolve(name).normalize();
      if (file.startsWith(out.normalize())) {
        return file;
      }
    } catch (InvalidPathException e) {
      // As good as a path outside.
    }
    throw new BrokenFile(name, "file", "in the output folder", "a path that leaves it");
  }

  @Override
  public List<String> files() {
    return List.of();
  }
}
