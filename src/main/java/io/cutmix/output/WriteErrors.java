package io.cutmix.output;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Says where it was that writing failed: "No space left on device" alone doesn't. */
final class WriteErrors {
  private WriteErrors() {}

  interface Write {
    void run() throws IOException;
  }

  static void naming(Path file, Write write) throws IOException {
    try {
      write.run();
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw refused(file, e.getMessage() + "; mend that, and the same command goes on from there");
    }
  }

  static FileSystemException refused(Path path, String reason) {
    return new FileSystemException(path.toString(), null, reason);
  }
}
