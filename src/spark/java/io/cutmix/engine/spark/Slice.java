package io.cutmix.engine.spark;

import io.cutmix.job.Counts;
import io.cutmix.work.Engine;
import io.cutmix.work.SampleException;
import java.io.IOException;
import java.util.Optional;
import java.util.PrimitiveIterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;

/** Does the units of one slice in an executor. */
final class Slice implements VoidFunction<Integer> {
  private static final long serialVersionUID = 1;

  private final Broadcast<SharedUnits> shared;
  private final Tally tally;

  Slice(Broadcast<SharedUnits> shared, Tally tally) {
    this.shared = shared;
    this.tally = tally;
  }

  @Override
  public void call(Integer slice) throws IOException {
    SharedUnits units = shared.value();
    OpenTask task = OpenTask.of(units);
    task.open().task().expect(units.unitsOf(slice));
    try {
      PrimitiveIterator.OfLong wanted = units.unitsOf(slice);
      while (wanted.hasNext() && !tally.failed()) {
        run(wanted.nextLong(), task);
      }
    } finally {
      task.open().task().giveUp(units.first(slice), units.first(slice + 1));
    }
    task.newWarning().ifPresent(tally::addWarning);
  }

  private void run(long unit, OpenTask task) throws IOException {
    try {
      Optional<Counts> earlier = earlier(unit, task.open());
      tally.add(
          earlier.isPresent() ? earlier.get() : task.open().task().run(unit, task.parallel()));
    } catch (SampleException e) {
      // Trying again elsewhere, as Spark would, won't mend a picture.
      tally.add(new Tally.Failed(unit, e));
    }
  }

  /** An attempt before this one, or beside it, may have done the unit. */
  private static Optional<Counts> earlier(long unit, Engine.Open open) throws IOException {
    return TaskContext.get().attemptNumber() == 0 ? Optional.empty() : open.output().countsOf(unit);
  }
}
