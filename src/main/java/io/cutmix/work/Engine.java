package io.cutmix.work;

import io.cutmix.job.Counts;
import io.cutmix.output.OutputFolder;
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
   * @param images of all of them
   * @param samples that these are made of, in all copies
   * @param done those that need no more work
   * @param tasks makes what does them, in each process that takes part
   */
  record Units(long count, long images, long samples, BitSet done, TaskSource tasks) {
    /** How many units meet each sample once, about. */
    long ofCopy() {
      return Math.min(count, count * samples / Math.max(1, images) + 1);
    }
  }

  /** Makes tasks; travels if there are other processes. */
  @FunctionalInterface
  interface TaskSource extends Serializable {
    Open open() throws IOException;
  }

  /**
   * A task in one process.
   *
   * @param output to which it writes
   */
  record Open(UnitTask task, OutputFolder output) implements AutoCloseable {
    @Override
    public void close() {
      task.close();
    }
  }

  /** Told of what is finished, by one thread at a time. */
  @FunctionalInterface
  interface Listener {
    void finished(long images, long skipped);

    /** A sample can't be read; what is finished from now on is only looked at. */
    default void failing(SampleException first) {}

    /** What became of one unit. */
    default void finished(Counts unit) {
      finished(unit.images(), unit.skipped());
    }
  }

  /** Starts what takes a while, if there is such a thing, and returns at once. */
  default void begin() {}

  /**
   * Does the units that aren't done yet.
   *
   * @return what the user should know though nothing is wrong
   * @throws IOException if a unit fails: the lowest that did, as far as they were begun
   */
  Optional<String> run(Units units, Listener listener) throws IOException;

  /** Ends what was begun, if no run has. */
  @Override
  default void close() {}

  /** Makes an engine that isn't part of every build; found as a service. */
  public interface Provider {

    /**
     * Whether what it is built on is there.
     *
     * @param quiet whether it is to log errors only, from now on
     */
    boolean isUsable(boolean quiet);

    /**
     * Makes it; nothing is started yet.
     *
     * @param master of the cluster; empty if whoever started this process has named one
     * @param threads that work on the images of one unit, at least 1
     * @param quiet whether the engine is to log errors only
     * @throws IllegalArgumentException if no master is named
     */
    Engine engine(Optional<String> master, int threads, boolean quiet);
  }
}
