package io.cutmix.mix;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The one way to draw randomness: a stream of its own for every purpose, copy and batch of a seed.
 *
 * <p>Philox 4×64 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011) is a
 * function of key and counter. The key is seed and purpose; copy and batch are the high words of
 * the counter, so no two streams overlap and a stream costs nothing to reach. Thread-safe; the
 * streams themselves belong to one thread.
 */
public final class RandomStream {
  private static final long RECIPES = 0;
  private static final long ORDER = 1;
  private static final long ORDER_IN_CLASSES = 2;

  private RandomStream() {}

  /** What the recipe of one batch draws from. */
  public static UniformRandomProvider forBatch(long seed, long copy, long batch) {
    return stream(seed, RECIPES, copy, batch);
  }

  /** What the order of the samples in one copy draws from. */
  public static UniformRandomProvider forOrder(long seed, long copy) {
    return stream(seed, ORDER, copy, 0);
  }

  /** What the order in which the samples of a class take turns draws from, over all copies. */
  public static UniformRandomProvider forOrderInClasses(long seed) {
    return stream(seed, ORDER_IN_CLASSES, 0, 0);
  }

  private static UniformRandomProvider stream(long seed, long purpose, long copy, long batch) {
    return RandomSource.PHILOX_4X64.create(new long[] {seed, purpose, 0, 0, batch, copy});
  }
}
