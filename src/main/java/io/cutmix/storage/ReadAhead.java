package io.cutmix.storage;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads files before they are needed, many at once, while storage makes whoever needs them wait.
 * What is read and not yet taken is bounded by bytes. A file that is needed and not yet begun is
 * read by whoever needs it, so that nobody waits for room. Thread-safe.
 */
public final class ReadAhead implements AutoCloseable {
  private final Readers readers;
  private final Supplier<List<Coming>> more;
  private final Queue<Coming> queue = new ArrayDeque<>();
  private long bytes;
  private volatile boolean allBegun;
  private boolean closed;

  /**
   * Reads nothing until something is taken.
   *
   * @param more the files that are needed after those expected so far, as {@link #expect} takes
   *     them; none if there are no more
   */
  public ReadAhead(Readers readers, Supplier<List<Coming>> more) {
    this.readers = readers;
    this.more = more;
  }

  /** A file that will be needed. */
  public static final class Coming {
    private final Readers.Reading<byte[]> file;
    private final long size;
    private @Nullable FutureTask<byte[]> reading;
    private boolean isBegun;

    /**
     * Nothing is read yet.
     *
     * @param size in bytes, roughly; 0 if there is nothing to wait for
     */
    public Coming(long size, Readers.Reading<byte[]> file) {
      this.file = file;
      this.size = size;
      this.isBegun = size == 0;
    }
  }

  /** Takes note of files that will be needed after those before, the first of them first. */
  public synchronized void expect(List<Coming> files) {
    while (!queue.isEmpty() && queue.element().isBegun) {
      queue.remove();
    }
    queue.addAll(files);
    allBegun = false;
  }

  /**
   * The bytes of a file, which this object then forgets; to be read anew if they are taken again.
   *
   * @throws IOException if it can't be read
   */
  public byte[] take(Coming file) throws IOException {
    if (file.size == 0) {
      return file.file.read();
    }
    FutureTask<byte[]> reading = begun(file);
    if (reading == null) {
      byte[] bytes = readers.read(file.size, file.file);
      reinforce();
      return bytes;
    }
    if (!reading.isDone()) {
      reinforce();
    }
    try {
      return Readers.result(reading);
    } finally {
      forget(file);
    }
  }

  private void reinforce() {
    if (!allBegun) {
      readers.reinforce(this::readOn);
    }
  }

  /** What somebody else is at; null if nobody is, who then leaves it alone. */
  private synchronized @Nullable FutureTask<byte[]> begun(Coming file) {
    file.isBegun = true;
    return file.reading;
  }

  /** Whether files are read ahead at present, since storage is slow. */
  public boolean isWorthIt() {
    return readers.areWorthIt();
  }

  /** Opens a file of which not all is needed. */
  public <T> T open(Readers.Reading<T> opening) throws IOException {
    return readers.read(opening);
  }

  private FutureTask<byte[]> begin(Coming file) {
    FutureTask<byte[]> reading = new FutureTask<>(() -> readers.read(file.size, file.file));
    file.reading = reading;
    file.isBegun = true;
    bytes += file.size;
    return reading;
  }

  /** Gives up files that nobody will take any more. */
  public synchronized void forget(List<Coming> files) {
    files.forEach(this::forget);
  }

  private synchronized void forget(Coming file) {
    file.isBegun = true;
    if (file.reading != null) {
      file.reading = null;
      bytes -= file.size;
      notifyAll();
    }
  }

  private void readOn() {
    while (readNext()) {}
  }

  /** On its own, since a thread that waits for room must not hold on to what it read before. */
  private boolean readNext() {
    FutureTask<byte[]> next = next();
    if (next != null) {
      next.run();
    }
    return next != null;
  }

  /** The next file that nobody has begun, once there is room for it; null if there is no need. */
  private synchronized @Nullable FutureTask<byte[]> next() {
    try {
      while (!closed && readers.areWorthIt()) {
        if (queue.isEmpty()) {
          queue.addAll(more.get());
        }
        Coming file = queue.peek();
        if (file == null) {
          allBegun = true;
          return null;
        }
        if (file.isBegun) {
          queue.remove();
        } else if (bytes == 0 || bytes + file.size <= Readers.MOST_BYTES) {
          return begin(queue.remove());
        } else {
          wait();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  /** Reads nothing more; what is under way is forgotten. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
