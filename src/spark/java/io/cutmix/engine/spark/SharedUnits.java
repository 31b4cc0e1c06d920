package io.cutmix.engine.spark;

import io.cutmix.work.Engine;
import java.io.Serializable;
import java.util.BitSet;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * What all tasks of a job share: it is sent to each executor once.
 *
 * @param done units that need no more work
 * @param units how many there are
 * @param slices into which they are cut
 * @param threads that work on the pictures of one unit
 * @param id of this job in the processes of executors
 */
record SharedUnits(
    Engine.TaskSource tasks, BitSet done, long units, int slices, int threads, String id)
    implements Serializable {

  SharedUnits(Engine.TaskSource tasks, BitSet done, long units, int slices, int threads) {
    this(tasks, done, units, slices, threads, UUID.randomUUID().toString());
  }

  /** The units of a slice. */
  LongStream unitsOf(int slice) {
    return LongStream.range(slice * units / slices, (slice + 1) * units / slices);
  }

  /** Whether an earlier run did a unit. */
  boolean isDone(long unit) {
    return done.get((int) unit);
  }
}
