package io.cutmix.dataset.tar;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Use;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of this machine without a name, of which nothing is left when it is closed.
 *
 * @param remedy what to do where there is no room for it
 */
record UnpackedFile(Path path, FileChannel file, String remedy) {
  static FileChannel of(String remedy, Use<UnpackedFile> content) throws IOException {
    Path path = Files.createTempFile("cutmix-", ".tmp");
    FileChannel file = FileChannel.open(path, READ, WRITE, DELETE_ON_CLOSE);
    try {
      content.accept(new UnpackedFile(path, file, remedy));
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of("can't be unpacked into %s (%s)", path, String.valueOf(e.getMessage()))
              .remedy(remedy),
          e);
    }
  }
}
