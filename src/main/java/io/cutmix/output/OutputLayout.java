package io.cutmix.output;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which file of an output folder stands where, and which of them are this tool's. */
record OutputLayout(Path root) {
  private static final Pattern IMAGE_NAME = Pattern.compile("\\d{6,}\\.(jpg|png|webp|tif|bmp)");
  private static final JsonMapper JSON = new JsonMapper();

  Path images() {
    return root.resolve("images");
  }

  Path masks() {
    return root.resolve("masks");
  }

  Path labels() {
    return root.resolve("labels.json");
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

  Path job() {
    return work().resolve("job.json");
  }

  Path lock() {
    return work().resolve("lock");
  }

  /** The record of the run that is there, finished or not. */
  Optional<JobRecord> earlierJob() throws IOException {
    for (Path file : List.of(run(), job())) {
      try {
        if (Files.exists(file)) {
          return Optional.of(JSON.readValue(Files.readAllBytes(file), JobRecord.class));
        }
      } catch (JacksonException e) {
        throw new FileSystemException(
            file.toString(), null, "wasn't written by cutmix; choose another --out");
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

  /**
   * Removes what a run wrote and nothing else; the lock and the job stay. Should it be stopped in
   * the middle, what is left is a run that isn't finished.
   */
  void removeRun() throws IOException {
    if (Files.exists(run())) {
      Files.move(run(), job(), StandardCopyOption.ATOMIC_MOVE);
    }
    removeTree(parts());
    Files.deleteIfExists(labels());
    removeImages(images());
    removeImages(masks());
  }

  private static void removeImages(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, OutputLayout::isOurs)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    }
  }

  void removeWork() throws IOException {
    removeTree(work());
  }

  private static boolean isOurs(Path image) {
    return IMAGE_NAME.matcher(image.getFileName().toString()).matches();
  }

  private static void removeTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
