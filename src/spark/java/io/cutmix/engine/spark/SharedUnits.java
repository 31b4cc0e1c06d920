package io.cutmix.engine.spark;

import io.cutmix.work.Engine;
import java.io.Serializable;
import java.util.BitSet;
import java.util.PrimitiveIterator;
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

  /** The first unit of a slice; all those before the next one's first are its. */
  long first(int slice) {
    return slice * units / slices;
  }

  /** The units of a slice that no earlier run did. */
  PrimitiveIterator.OfLong unitsOf(int slice) {
    return LongStream.range(first(slice), first(slice + 1))
        .filter(unit -> !done.get((int) unit))
        .iterator();
  }
}
