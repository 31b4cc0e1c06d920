package io.cutmix.verify;

import io.cutmix.dataset.InputDigest;
import io.cutmix.verify.Subject.Differences;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The files that a run should have left, as a hash of 8 bytes for each, and those that lie there
 * beside them. Hidden files are passed over. Not thread-safe.
 */
final class FolderCheck {
  private final LongStream.Builder expected = LongStream.builder();

  void expect(String name) {
    expected.add(hash(name));
  }

  /** Names each other file. */
  void findExtra(Path out, Differences differences) throws IOException {
    long[] known = expected.build().sorted().toArray();
    // The folder itself may be reached by a link of the user's.
    Path root = out.toRealPath();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = root.relativize(file).toString().replace('\\', '/');
            if (!isHidden(file) && Arrays.binarySearch(known, hash(name)) < 0) {
              differences.add(name, "file", "none", "one that is not of the run");
            }
            if (!isHidden(file) && attributes.isSymbolicLink()) {
              differences.add(name, "file", "one of its own", "a link");
            }
            return FileVisitResult.CONTINUE;
          }

          private boolean isHidden(Path path) {
            return !path.equals(root) && path.getFileName().toString().startsWith(".");
          }
        });
  }

  /** The first bytes of a hash in which no two texts are alike. */
  static long hash(String text) {
    byte[] hash = InputDigest.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(hash).getLong();
  }
}
