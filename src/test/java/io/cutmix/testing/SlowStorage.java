package io.cutmix.testing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Takes 5 ms to answer, and remembers how many asked at once. */
public final class SlowStorage {
  private final AtomicInteger asking = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  public void answer() {
    mostAtOnce.accumulateAndGet(asking.incrementAndGet(), Math::max);
    LockSupport.parkNanos(5_000_000);
    asking.decrementAndGet();
  }

  public int mostAtOnce() {
    return mostAtOnce.get();
  }
}
