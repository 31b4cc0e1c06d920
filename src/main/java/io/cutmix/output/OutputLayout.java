package io.cutmix.output;

import static io.cutmix.storage.Storage.naming;
import static io.cutmix.storage.Storage.refused;

import io.cutmix.job.ProblemException;
import io.cutmix.storage.Folders;
import io.cutmix.storage.PendingFile;
import io.cutmix.storage.Storage;
import io.cutmix.storage.Use;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which file of an output folder stands where, and which of them are this tool's.
 *
 * @param writer tells the temporary files of one process from those of others that write the same
 *     run; empty if there are none
 */
record OutputLayout(Path root, String writer) {
  static final String LIST = ".cutmix-files";

  private static final AtomicLong SHARED_FILES = new AtomicLong();

  /**
   * The file of that name.
   *
   * @param fileName relative to the folder, with {@code /}
   */
  Path resolve(String fileName) throws ProblemException {
    try {
      return root.resolve(fileName);
    } catch (InvalidPathException e) {
      throw refused(
          root,
          "can't hold \"%s\": such a name is not possible in this system's character set"
              .formatted(fileName),
          "try with the environment variable LC_ALL=C.UTF-8");
    }
  }

  Path images() {
    return root.resolve("images");
  }

  Path masks() {
    return root.resolve("masks");
  }

  /** The path of the mask of an image, both as in {@link #resolve}. */
  static String mask(String image) {
    String name = image.substring(OutputFolder.IMAGES.length());
    return "masks/" + name.replaceFirst("\\.[^./]*$", ".png");
  }

  Path labels(String fileName) {
    return root.resolve(fileName);
  }

  Path run() {
    return root.resolve("run.json");
  }

  Path work() {
    return root.resolve(".cutmix");
  }

  Path parts() {
    return work().resolve("parts");
  }

  /** Whether other processes may write the same file at the same time. */
  boolean isShared() {
    return !writer.isEmpty();
  }

  /** A file that is going to appear. */
  PendingFile pending(Path file) throws IOException {
    return PendingFile.of(file, temporary(file));
  }

  /** Writes a file; it appears at once. */
  void write(Path file, Use<OutputStream> content) throws IOException {
    publish(
        file,
        path -> {
          try (OutputStream stream = Files.newOutputStream(path)) {
            content.accept(stream);
          }
        });
  }

  /** The same, where the content opens the file itself. */
  void publish(Path file, Use<Path> content) throws IOException {
    try (PendingFile pending = pending(file)) {
      naming(file, () -> content.accept(pending.path()));
      pending.publish();
    }
  }

  /** Makes the hidden folder, or refuses one that somebody else has made. */
  void requireOwn() throws IOException {
    Folders.create(work());
    if (Storage.remote(root).isPresent()) {
      return;
    }
    try (PendingFile own = pending(work().resolve("owner"))) {
      if (!Files.getOwner(own.path()).equals(Files.getOwner(work()))) {
        throw refused(
            work(), "belongs to somebody else", "choose another --out, or remove it if it is safe");
      }
    }
  }

  /** Writes a record; it appears at once, and for good. */
  void put(Path file, byte[] content) throws IOException {
    naming(
        file,
        () -> {
          try (PendingFile pending = pending(file)) {
            Files.write(pending.path(), content);
            pending.publishForGood();
          }
        });
  }

  /** Where a file may stand before it appears under its name. */
  Path temporary(Path file) {
    String own = isShared() ? "." + writer + "-" + SHARED_FILES.incrementAndGet() : "";
    return work().resolve(file.getFileName() + own + ".tmp");
  }

  Path job() {
    return work().resolve("job.json");
  }

  Path samples() {
    return work().resolve("samples");
  }

  Path lock() {
    return work().resolve("lock");
  }

  /** The list of all that a finished run has written. */
  Path list() {
    return root.resolve(LIST);
  }
}
