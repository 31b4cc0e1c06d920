package io.cutmix.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What the files of samples were when the data set was read, by which a later change is told: sizes
 * and times of modification. Thread-safe for different samples while it is filled.
 */
final class FileStates {
  private static final long MISSING = -1;

  private final long[] sizes;
  private final long[] modified;

  FileStates(int samples) {
    this.sizes = new long[samples];
    this.modified = new long[samples];
  }

  void set(int sample, BasicFileAttributes file) {
    sizes[sample] = file.size();
    modified[sample] = nanos(file);
  }

  void setMissing(int sample) {
    sizes[sample] = MISSING;
  }

  boolean isMissing(int sample) {
    return sizes[sample] == MISSING;
  }

  /** In bytes; negative for files that weren't there. */
  long[] sizes() {
    return sizes;
  }

  /**
   * Throws unless the file is as it was.
   *
   * @param now what is known of it after it was read
   */
  void requireSame(int sample, Path file, BasicFileAttributes now) throws IOException {
    if (now.size() != sizes[sample]) {
      throw changed(
          file, "had %,d bytes and has %,d".formatted(Math.max(sizes[sample], 0), now.size()));
    }
    if (nanos(now) != modified[sample]) {
      throw changed(file, "was modified at " + now.lastModifiedTime());
    }
  }

  private static IOException changed(Path file, String how) {
    return new IOException(file + ": changed while the run went on (it " + how + ")");
  }

  /** Adds what differs if a file was modified. */
  void addTo(InputDigest digest, int sample) {
    digest.add(sizes[sample]).add(modified[sample]);
  }

  private static long nanos(BasicFileAttributes file) {
    return file.lastModifiedTime().to(TimeUnit.NANOSECONDS);
  }
}
