package io.cutmix.fuzz;

import io.cutmix.testing.AnyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the inputs of a {@link FuzzTarget} become files. */
final class FuzzFolder {
  private final Path path;
  private @Nullable AnyRun runs;

  /** With the images that the inputs name, which are never opened. */
  FuzzFolder(Path path) throws IOException {
    this.path = path;
    for (String name : List.of("a.png", "b.jpg")) {
      Files.write(Files.createDirectories(images()).resolve(name), new byte[1]);
    }
  }

  Path images() {
    return path.resolve("images");
  }

  Path write(String name, byte[] bytes) throws IOException {
    Path file = path.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.write(file, bytes);
  }

  /** A file's name in the folder. */
  String name(Path file) {
    return path.relativize(file).toString();
  }

  /** Made when they are first needed. */
  AnyRun runs() throws IOException {
    if (runs == null) {
      runs = new AnyRun(Files.createDirectory(path.resolve("runs")));
    }
    return runs;
  }
}
