package io.cutmix.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Threads that wait for storage, beside those that work. There are none where storage answers at
 * once, and ever more of them, up to a bound, while somebody has to wait for it. Thread-safe.
 */
public final class Readers {
  /** How many bytes that were read wait for their use, at most. */
  public static final long MOST_BYTES = Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8);

  /** Longer than a local disk takes for a small file, or for what is more than its bytes. */
  private static final long SLOW_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  /** Bytes of a large file. */
  private static final long LARGE = 1 << 18;

  /**
   * What a single read says at most, unless it was very slow: a busy processor delays it too. A
   * large one says less, as the collector may have made room for it.
   */
  private static final int MOST_OF_ONE = 6;

  private static final int CLEARLY_SLOW = 30;
  private static final int VERY_SLOW = 200;
  private static final int ENOUGH = 12;

  /** So many quick reads are needed to forget a very slow one. */
  private static final int LONGEST = 256;

  private static final int FIRST = 128;

  private final int most;
  private final LongSupplier clock;

  /** What the last reads said together, less the number of quick ones. */
  private int slowness;

  /** When the last read ended that was slow. */
  private long slowUntil = Long.MIN_VALUE;

  private int running;

  /** Reads since there last were more threads. */
  private int reads;

  /**
   * Starts no thread yet.
   *
   * @param most threads at once; none if 0
   */
  public Readers(int most) {
    this(most, System::nanoTime);
  }

  /** With a clock of nanoseconds. */
  Readers(int most, LongSupplier clock) {
    this.most = most;
    this.clock = clock;
  }

  /** What waits for storage. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads it. */
    T read() throws IOException;
  }

  /** Reads little, and takes note of how long that took. */
  public <T> T read(Reading<T> reading) throws IOException {
    return read(0, reading);
  }

  /**
   * Reads so many bytes, roughly, and takes note of how long that took. A local disk takes no more
   * than a nanosecond for each.
   */
  <T> T read(long bytes, Reading<T> reading) throws IOException {
    long start = clock.getAsLong();
    try {
      return reading.read();
    } finally {
      note(start, SLOW_NANOS + bytes, bytes < LARGE ? MOST_OF_ONE : 1);
    }
  }

  /**
   * What somebody else reads, once it is there.
   *
   * @throws IOException if reading it failed
   */
  public static <T> T result(Future<T> reading) throws IOException {
    try {
      return reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException e) {
      SharedSteps.rethrow(e.getCause());
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * One that took little too long says little: a process's first reads load classes. And what
   * delays one may delay all that are under way, such as the collector: until storage is known to
   * be slow, only one of them counts, unless it took longer than that.
   */
  private synchronized void note(long start, long quick, int most) {
    long end = clock.getAsLong();
    long times = (end - start) / quick;
    reads++;
    if (times == 0) {
      slowness = Math.max(0, slowness - 1);
      return;
    }
    if (times < CLEARLY_SLOW && start < slowUntil && !areWorthIt()) {
      return;
    }
    slowUntil = end;
    if (times < VERY_SLOW) {
      int said = (int) Math.min(1 + times / 2, most);
      slowness = Math.max(slowness, Math.min(2 * ENOUGH, slowness + said));
    } else {
      slowness = LONGEST;
    }
  }

  /** Whether most reads of late were slow, so that several at once are worth their price. */
  public synchronized boolean areWorthIt() {
    return most > 0 && slowness >= ENOUGH;
  }

  /**
   * Has more threads do this as well, if that is worth it, and once those there are have read. To
   * be told each time somebody waits.
   */
  public synchronized void reinforce(Runnable work) {
    if (areWorthIt() && reads >= running) {
      reads = 0;
      int more = Math.min(most - running, Math.max(FIRST, running));
      for (int i = 0; i < more; i++) {
        Thread reader = new Thread(() -> run(work), "read-ahead");
        reader.setDaemon(true);
        try {
          reader.start();
        } catch (OutOfMemoryError e) { // as many as the process may have: they do as well
          return;
        }
        running++;
      }
    }
  }

  private void run(Runnable work) {
    try {
      work.run();
    } finally {
      synchronized (this) {
        running--;
      }
    }
  }
}
