package io.cutmix.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What a file was when the data set was read, by which a later change is told.
 *
 * @param size in bytes; negative if it wasn't there
 * @param modified when, in nanoseconds
 */
record FileState(long size, long modified) {
  static final FileState MISSING = new FileState(-1, 0);

  static FileState of(BasicFileAttributes file) {
    return new FileState(file.size(), file.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  boolean isMissing() {
    return size < 0;
  }

  /**
   * Throws unless the file is as it was.
   *
   * @param now what is known of it after it was read
   */
  void requireSame(Path file, BasicFileAttributes now) throws IOException {
    if (now.size() != size) {
      throw changed(file, "had %,d bytes and has %,d".formatted(Math.max(size, 0), now.size()));
    }
    if (of(now).modified != modified) {
      throw changed(file, "was modified at " + now.lastModifiedTime());
    }
  }

  private static IOException changed(Path file, String how) {
    return new IOException(file + ": changed while the run went on (it " + how + ")");
  }

  /** Adds what differs if the file was modified. */
  void addTo(InputDigest digest) {
    digest.add(size).add(modified);
  }
}
