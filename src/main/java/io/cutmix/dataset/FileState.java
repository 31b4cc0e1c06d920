package io.cutmix.dataset;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What a file was when the data set was read, by which a later change is seen.
 *
 * @param size in bytes; negative if it wasn't there
 * @param modified when, in nanoseconds
 */
public record FileState(long size, long modified) {
  static final FileState MISSING = new FileState(-1, 0);

  public static FileState of(BasicFileAttributes file) {
    return new FileState(file.size(), file.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  public boolean isMissing() {
    return size < 0;
  }

  /**
   * Throws unless the file is as it was.
   *
   * @param now what is known of it after it was read
   */
  public void requireSame(Path file, BasicFileAttributes now) throws ProblemException {
    requireSize(file, now.size());
    if (of(now).modified != modified) {
      throw changed(file, "was modified at " + now.lastModifiedTime());
    }
  }

  /** Throws unless the file has as many bytes as it had. */
  public void requireSize(Path file, long now) throws ProblemException {
    if (now != size) {
      throw changed(file, "had %,d bytes and has %,d".formatted(Math.max(size, 0), now));
    }
  }

  private static ProblemException changed(Path file, String how) {
    return new ProblemException(Problem.of("changed during the run (it " + how + ")").at(file));
  }

  /** Adds what differs if the file was modified. */
  public void addTo(InputDigest digest) {
    digest.add(size).add(modified);
  }

  /**
   * Those of many files, by sizes and times. Thread-safe for different files while it is filled.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Array(long[] sizes, long[] modified) {
    public Array(int files) {
      this(new long[files], new long[files]);
    }

    public void set(int file, FileState state) {
      sizes[file] = state.size();
      modified[file] = state.modified();
    }

    public FileState get(int file) {
      return new FileState(sizes[file], modified[file]);
    }
  }
}
