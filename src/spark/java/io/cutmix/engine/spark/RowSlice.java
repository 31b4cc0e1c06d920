package io.cutmix.engine.spark;

import io.cutmix.dataset.HeldSamples;
import io.cutmix.dataset.SampleRow;
import io.cutmix.pipeline.Shards;
import io.cutmix.plan.Places;
import java.io.IOException;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.PrimitiveIterator;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/** Does the units of one slice, of which each gets its samples as they come. */
final class RowSlice implements Function2<Integer, Iterator<Tuple2<Long, byte[]>>, Iterator<Long>> {
  private static final long serialVersionUID = 1;

  private final Slice slice;
  private final Shards shards;

  RowSlice(Slice slice, Shards shards) {
    this.slice = slice;
    this.shards = shards;
  }

  @Override
  public Iterator<Long> call(Integer number, Iterator<Tuple2<Long, byte[]>> rows)
      throws IOException {
    OpenTask task = OpenTask.of(slice.units());
    Places places = shards.plan().places();
    long count = 0;
    PrimitiveIterator.OfLong units = slice.units().unitsOf(number).iterator();
    while (units.hasNext() && !slice.isFutile()) {
      run(units.nextLong(), rows, places, task);
      count++;
    }
    slice.end(task);
    return List.of(count).iterator();
  }

  private void run(long unit, Iterator<Tuple2<Long, byte[]>> rows, Places places, OpenTask task)
      throws IOException {
    HeldSamples samples = task.open().samples().orElseThrow();
    int size = shards.sizeOf(unit);
    int[] held = new int[size];
    int count = 0;
    try {
      while (count < size) {
        Tuple2<Long, byte[]> row = rows.next();
        if (row._1() != shards.firstFile(unit) + count) {
          throw new IllegalStateException("file %d is not of unit %d".formatted(row._1(), unit));
        }
        held[count] = places.sample(row._1());
        samples.hold(held[count], SampleRow.of(row._2()));
        count++;
      }
      if (!isDone(unit, task)) {
        slice.run(unit, task);
      }
    } finally {
      for (int i = 0; i < count; i++) {
        samples.release(held[i]);
      }
    }
  }

  /** Whether an earlier run did the unit, from files that are still the same. */
  private boolean isDone(long unit, OpenTask task) throws IOException {
    BitSet done = new BitSet();
    if (slice.units().isDone(unit)) {
      done.set((int) unit);
      task.open().output().removeModified(done, task.open().task()::state);
    }
    return !done.isEmpty();
  }
}
