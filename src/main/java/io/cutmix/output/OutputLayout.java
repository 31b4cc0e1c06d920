package io.cutmix.output;

import static io.cutmix.output.WriteErrors.refused;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which file of an output folder stands where, and which of them are this tool's. */
record OutputLayout(Path root) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The file of that name.
   *
   * @param fileName relative to the folder, with {@code /}
   */
  Path resolve(String fileName) throws FileSystemException {
    try {
      return root.resolve(fileName);
    } catch (InvalidPathException e) {
      throw refused(
          root,
          "can't hold \"%s\": such a name is not possible in this system's character set; try with"
                  .formatted(fileName)
              + " the environment variable LC_ALL=C.UTF-8");
    }
  }

  Path images() {
    return root.resolve("images");
  }

  Path masks() {
    return root.resolve("masks");
  }

  /** The mask of an image, whose path is given as in {@link #resolve}. */
  Path mask(String image) throws FileSystemException {
    String name = image.substring(OutputFolder.IMAGES.length());
    return resolve("masks/" + name.replaceFirst("\\.[^./]*$", ".png"));
  }

  Path annotations() {
    return root.resolve("annotations.json");
  }

  Path shards() {
    return root.resolve("shards");
  }

  Path labels(LabelsFormat format) {
    return root.resolve(format.fileName());
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

  /** Where a file is written before it appears under its name. */
  Path temporary(String fileName) {
    return work().resolve(fileName.replace('/', '-') + ".tmp");
  }

  /** Part files of units that are no longer done. */
  Path undone() {
    return work().resolve("undone");
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
        throw refused(file, "wasn't written by cutmix; choose another --out");
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
