package io.cutmix.output;

import static io.cutmix.output.WriteErrors.refused;

import com.fasterxml.jackson.core.JacksonException;
import io.cutmix.job.Job;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.PendingFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which file of an output folder stands where, and which of them are this tool's.
 *
 * @param writer tells the temporary files of one process from those of others that write the same
 *     run; empty if there are none
 */
record OutputLayout(Path root, String writer) {
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

  /** The mask of an image, whose path is given as in {@link #resolve}. */
  Path mask(String image) throws ProblemException {
    String name = image.substring(OutputFolder.IMAGES.length());
    return resolve("masks/" + name.replaceFirst("\\.[^./]*$", ".png"));
  }

  Path annotations() {
    return root.resolve("annotations.json");
  }

  Path report() {
    return root.resolve("report.html");
  }

  Path shards() {
    return root.resolve("shards");
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

  /** Where a file may stand before it appears under its name. */
  Path temporary(Path file) {
    String own = isShared() ? "." + writer + "-" + SHARED_FILES.incrementAndGet() : "";
    return work().resolve(file.getFileName() + own + ".tmp");
  }

  /** Part files of units that are no longer done. */
  Path undone() {
    return work().resolve("undone");
  }

  /** Moves a part file there, unless somebody else has. */
  Path undo(Path part) throws IOException {
    Path undone = undone().resolve(part.getFileName());
    Files.createDirectories(undone());
    try {
      return Files.move(part, undone, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      return undone;
    }
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

  /** The record of the run that is there, finished or not. */
  Optional<Job> earlierJob() throws IOException {
    for (Path file : List.of(run(), job())) {
      try {
        if (Files.isRegularFile(file)) {
          return Optional.of(Job.read(Files.readAllBytes(file)));
        }
      } catch (JacksonException e) {
        throw refused(file, "wasn't written by cutmix", "choose another --out");
      }
    }
    return Optional.empty();
  }

  /** Whether something visible is there. */
  boolean isInUse() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().startsWith(".")) {
          return true;
        }
      }
    }
    return false;
  }
}
