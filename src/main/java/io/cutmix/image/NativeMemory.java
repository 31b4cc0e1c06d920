package io.cutmix.image;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the memory of this process outside of the Java heap that images take: the tensors of
 * batches, and what the codec keeps for its next calls. Thread-safe.
 */
public final class NativeMemory {
  private static final AtomicLong IN_USE = new AtomicLong();
  private static final AtomicLong PEAK = new AtomicLong();

  private NativeMemory() {}

  /** So many bytes were taken. */
  public static void taken(long bytes) {
    PEAK.accumulateAndGet(IN_USE.addAndGet(bytes), Math::max);
  }

  /** So many of those that were taken were freed. */
  public static void freed(long bytes) {
    IN_USE.addAndGet(-bytes);
  }

  /** Bytes that are taken now. */
  public static long inUse() {
    return IN_USE.get();
  }

  /** The most bytes that were taken at once. */
  public static long peak() {
    return PEAK.get();
  }
}
