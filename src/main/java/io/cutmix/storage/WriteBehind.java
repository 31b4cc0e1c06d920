package io.cutmix.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes files while whoever made them goes on, many at once, where storage makes writers wait;
 * elsewhere each is written at once, and there are no threads. What waits to be written is bounded
 * by bytes; where there is no room, whoever made a file writes it. Thread-safe.
 */
public final class WriteBehind {
  private static final int MOST = 64;
  private static final int KIB = 1 << 10;
  private static final long IDLE_MILLIS = 200;

  private final Readers threads = new Readers(MOST);
  private final LinkedBlockingQueue<FutureTask<Void>> queue = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore((int) (Readers.MOST_BYTES / KIB));

  /** Files that are to be written before something else. Thread-safe. */
  public final class Group {
    private final Queue<FutureTask<Void>> files = new ConcurrentLinkedQueue<>();

    /**
     * Writes a file, now or later.
     *
     * @param size in bytes
     * @throws IOException if it was tried and failed
     */
    public void write(int size, Storage.Write file) throws IOException {
      int taken = size / KIB + 1;
      if (!threads.areWorthIt() || !room.tryAcquire(taken)) {
        timed(size, file);
        return;
      }
      FutureTask<Void> writing =
          new FutureTask<>(
              () -> {
                try {
                  timed(size, file);
                } finally {
                  room.release(taken);
                }
                return null;
              });
      files.add(writing);
      queue.add(writing);
      threads.reinforce(WriteBehind.this::writeOn);
    }

    /**
     * Waits until all files so far are written, and writes what nobody is at.
     *
     * @throws IOException that of the first one that failed
     */
    public void end() throws IOException {
      IOException failure = null;
      for (FutureTask<Void> next = files.poll(); next != null; next = files.poll()) {
        next.run();
        try {
          Readers.result(next);
        } catch (InterruptedIOException e) {
          throw e;
        } catch (IOException e) {
          failure = failure == null ? e : failure;
        }
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** Whether writing means waiting at present. */
  public boolean isWorthIt() {
    return threads.areWorthIt();
  }

  private void timed(int size, Storage.Write file) throws IOException {
    threads.read(
        size,
        () -> {
          file.run();
          return true;
        });
  }

  private void writeOn() {
    try {
      FutureTask<Void> next = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      while (next != null) {
        next.run();
        next = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
