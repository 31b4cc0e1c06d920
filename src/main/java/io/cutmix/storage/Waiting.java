package io.cutmix.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** What waits for storage, while another thread of the pool works in its place. */
public final class Waiting<T> implements ForkJoinPool.ManagedBlocker {
  private final Readers.Reading<T> work;
  private @Nullable T result;
  private @Nullable IOException failure;

  private Waiting(Readers.Reading<T> work) {
    this.work = work;
  }

  /** Does it in this thread. */
  public static <T> T whileOthersWork(Readers.Reading<T> work) throws IOException {
    Waiting<T> waiting = new Waiting<>(work);
    try {
      ForkJoinPool.managedBlock(waiting);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    if (waiting.failure != null) {
      throw waiting.failure;
    }
    return requireNonNull(waiting.result);
  }

  @Override
  public boolean block() {
    try {
      result = work.read();
    } catch (IOException e) {
      failure = e;
    }
    return true;
  }

  @Override
  public boolean isReleasable() {
    return result != null || failure != null;
  }
}
