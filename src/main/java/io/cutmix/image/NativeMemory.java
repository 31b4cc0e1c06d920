package io.cutmix.image;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the memory of this process outside of the Java heap that images take: the tensors of
 * batches, and what the codec keeps for its next calls. Thread-safe.
 */
public final class NativeMemory {
  /** Where rows begin on a multiple of it, libjpeg-turbo writes past the processor's caches. */
  public static final int SLOW = 32;

  private static final AtomicLong IN_USE = new AtomicLong();
  private static final AtomicLong PEAK = new AtomicLong();

  private NativeMemory() {}

  /** Direct memory for so many bytes of pixels, where decoding them is fastest. Not counted. */
  public static ByteBuffer room(int bytes) {
    ByteBuffer all = ByteBuffer.allocateDirect(bytes + 3 * SLOW);
    return all.alignedSlice(SLOW).slice(SLOW / 2, bytes);
  }

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
