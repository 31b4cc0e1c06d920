package io.cutmix.work;

import io.cutmix.plan.Plan;
import java.io.Serializable;

/**
 * The batches of a plan, several to a shard.
 *
 * @param batches of each shard but the last, which may have fewer
 */
public record Shards(Plan plan, long batches) implements Serializable {

  /** Whole batches for at least that many samples. */
  public static Shards of(Plan plan, int samples, int batchSize) {
    return new Shards(plan, ((long) samples + batchSize - 1) / batchSize);
  }

  /** How many shards there are. */
  public long count() {
    return (plan.batches() + batches - 1) / batches;
  }

  /** Number of a shard's first batch. */
  long first(long shard) {
    return shard * batches;
  }

  /** Number of the batch after a shard's last. */
  long end(long shard) {
    return Math.min(first(shard) + batches, plan.batches());
  }

  /** Samples in a shard. */
  public int sizeOf(long shard) {
    int size = 0;
    for (long batch = first(shard); batch < end(shard); batch++) {
      size += plan.sizeOf(batch);
    }
    return size;
  }
}
