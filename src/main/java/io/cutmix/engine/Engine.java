package io.cutmix.engine;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.HeldSamples;
import io.cutmix.dataset.Source;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.UnitCounts;
import io.cutmix.pipeline.Shards;
import io.cutmix.pipeline.UnitTask;
import java.io.IOException;
import java.io.Serializable;
import java.util.BitSet;
import java.util.Optional;

/** Does units of work. To be used by one thread at a time. */
public interface Engine extends AutoCloseable {

  /**
   * The units of a job.
   *
   * @param count they are {@code 0..count-1}
   * @param done those that need no more work
   * @param tasks makes what does them, in each process that takes part
   * @param shards of which they are made, if the samples are those that {@link #list} has found, so
   *     that a process has only those at hand of which it does units
   */
  record Units(long count, BitSet done, TaskSource tasks, Optional<Shards> shards) {}

  /** Makes tasks; travels if there are other processes. */
  @FunctionalInterface
  interface TaskSource extends Serializable {
    Open open() throws IOException;
  }

  /** Says where a data set is; travels as a task does. */
  @FunctionalInterface
  interface DataSource extends Serializable {
    Source open() throws IOException;
  }

  /**
   * A task in one process.
   *
   * @param output to which it writes
   * @param samples that it knows only while they are at hand; empty if it knows all
   */
  record Open(UnitTask task, OutputFolder output, Optional<HeldSamples> samples)
      implements AutoCloseable {
    /** A task that knows all samples. */
    public Open(UnitTask task, OutputFolder output) {
      this(task, output, Optional.empty());
    }

    @Override
    public void close() {
      task.close();
    }
  }

  /** Told of what is finished, by one thread at a time. */
  @FunctionalInterface
  interface Listener {
    void finished(long images, long skipped);

    /** The same of one unit. */
    default void finished(UnitCounts unit) {
      finished(unit.images(), unit.failures().size());
    }
  }

  /**
   * Lists a data set where the work is done, so that no process knows all samples.
   *
   * @return the data set; none of its samples is at hand in this process
   * @throws IOException if anything is wrong with the user's files, or reading fails
   * @throws UnsupportedOperationException if the work is done in this process
   */
  default Dataset list(DataSource source) throws IOException {
    throw new UnsupportedOperationException("this engine has no other processes");
  }

  /**
   * Does the units that aren't done yet.
   *
   * @return what the user should know though nothing is wrong
   * @throws IOException if a unit fails: the lowest that did, as far as they were begun
   */
  Optional<String> run(Units units, Listener listener) throws IOException;

  @Override
  void close();
}
