package io.cutmix.storage;

import io.cutmix.job.Parallel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Steps that are hardly more than waiting for storage, begun in the order of their numbers by
 * whoever has time: the threads that {@linkplain #run run} this, and readers where storage is slow.
 * Thread-safe.
 */
public final class SharedSteps implements Runnable {
  private final int count;
  private final Parallel.Step step;
  private final Readers readers;
  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch left;
  private final SortedMap<Integer, Throwable> failures = new ConcurrentSkipListMap<>();

  /**
   * The steps {@code 0..count-1}.
   *
   * @param readers that are told by the steps how slow storage is
   */
  public SharedSteps(int count, Parallel.Step step, Readers readers) {
    this.count = count;
    this.step = step;
    this.readers = readers;
    this.left = new CountDownLatch(count);
  }

  /** Does steps until all are begun. */
  @Override
  public void run() {
    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
      try {
        step.run(i);
      } catch (IOException | RuntimeException | Error e) {
        failures.put(i, e);
      }
      left.countDown();
      if (next.get() < count) {
        readers.reinforce(this);
      }
    }
  }

  /**
   * Waits for those that others have begun.
   *
   * @throws IOException the failure of the lowest that failed
   */
  public void end() throws IOException {
    try {
      left.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    for (Throwable lowest : failures.values()) {
      rethrow(lowest);
    }
  }

  /** Throws a failure of a step as it was. */
  public static void rethrow(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
