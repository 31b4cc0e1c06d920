package io.cutmix.storage;

import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Says where it was that writing failed: "No space left on device" alone doesn't. */
public final class WriteErrors {
  private WriteErrors() {}

  /** What may fail. */
  @FunctionalInterface
  public interface Write {
    void run() throws IOException;
  }

  /** Writes a file, or says that it is this one that can't be written. */
  public static void naming(Path file, Write write) throws IOException {
    try {
      write.run();
    } catch (FileSystemException | ProblemException e) {
      throw e;
    } catch (IOException e) {
      throw refused(
          file,
          String.valueOf(e.getMessage()),
          "fix that, and give the same command again to resume");
    }
  }

  /** What is wrong with a path, and what to do. */
  public static ProblemException refused(Path path, String what, String remedy) {
    return new ProblemException(Problem.of(what).remedy(remedy).at(Place.of(path)));
  }
}
