package io.cutmix.storage;

import io.cutmix.job.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.function.LongSupplier;

/**
 * Reads a file from its beginning to its end in large pieces, since each jump is a request where
 * storage is remote: what lies between is read too, unless that takes longer than a jump. Not
 * thread-safe.
 */
public final class Strides {
  private static final int LEAST = 1 << 16;
  private static final int MOST = 1 << 20;

  /** What is read in the time of a jump: at least as of a local disk, at most of a network's. */
  private static final int LEAST_GAP = 1 << 18;

  private static final int MOST_GAP = 1 << 22;
  private static final int NANOS_A_BYTE = 10;

  private final SeekableByteChannel file;
  private final long size;
  private final LongSupplier clock;
  private ByteBuffer window = ByteBuffer.allocate(LEAST).limit(0);
  private long start;
  private int stride = LEAST;
  private long gap = LEAST_GAP;

  /** Of a file of that many bytes, by a clock of nanoseconds. */
  public Strides(SeekableByteChannel file, long size, LongSupplier clock) {
    this.file = file;
    this.size = size;
    this.clock = clock;
  }

  /** Of the file, in bytes. */
  public long size() {
    return size;
  }

  /** Takes note of how long a jump took, or to open the file. */
  public void jumped(long nanos) {
    gap = Math.max(LEAST_GAP, Math.min(MOST_GAP, nanos / NANOS_A_BYTE));
  }

  /** Whether that was longer than a local disk takes. */
  public boolean isSlow() {
    return gap > LEAST_GAP;
  }

  /**
   * Reads on, or from a place before.
   *
   * @throws EOFException if the file ends before
   * @throws ProblemException if it can't be read
   */
  public byte[] read(long from, int count) throws IOException {
    byte[] bytes = new byte[count];
    for (int done = 0; done < count; ) {
      int at = moveTo(from + done);
      int length = Math.min(count - done, window.limit() - at);
      window.get(at, bytes, done, length);
      done += length;
    }
    return bytes;
  }

  /** What the storage says isn't taken for the file's own fault. */
  private int read() throws IOException {
    try {
      return Storage.read(file, start, window);
    } catch (IOException e) {
      throw ProblemException.of(e);
    }
  }

  /** Where in the window that byte is then. */
  private int moveTo(long wanted) throws IOException {
    while (wanted < start || wanted >= start + window.limit()) {
      long end = start + window.limit();
      boolean goesOn = wanted >= end && wanted - end <= gap;
      stride = goesOn ? Math.min(MOST, 2 * stride) : LEAST;
      start = goesOn ? end : wanted;
      window = window.capacity() < stride ? ByteBuffer.allocate(stride) : window;
      window.clear().limit(stride);
      long before = clock.getAsLong();
      int count = read();
      window.limit(Math.max(count, 0));
      if (count < 0) {
        throw new EOFException();
      }
      if (!goesOn) {
        jumped(clock.getAsLong() - before);
      }
    }
    return (int) (wanted - start);
  }
}
