package io.cutmix.work;

import io.cutmix.job.Counts;
import io.cutmix.job.Parallel;
import io.cutmix.job.Problem;
import io.cutmix.storage.Readers;
import io.cutmix.storage.SharedSteps;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs units of work in one process, parallel over the images of a unit and over units. At most one
 * unit more than there are threads is under way beside those that {@linkplain Parallel#onlyWaits
 * only wait}, so memory doesn't grow with the data set. To be used by one thread at a time.
 */
public final class LocalEngine implements Engine {
  /** Units that only wait; each has a thread. */
  private static final int MOST_WAIT = 32;

  private final ForkJoinPool pool;
  private final int unitsUnderWay;

  /**
   * Makes an engine; its threads start as they are needed.
   *
   * @param threads at least 1, and as many as a fork-join pool can have
   */
  public LocalEngine(int threads) {
    this.pool = new ForkJoinPool(threads);
    this.unitsUnderWay = threads + 1;
  }

  /** One unit of work; must be safe to run for several units at once. */
  @FunctionalInterface
  public interface UnitWork {
    Counts run(long unit, Parallel parallel) throws IOException;
  }

  /**
   * Runs the units {@code 0..units-1} that aren't done yet, lowest first. After a failure no higher
   * unit starts, and those under way end.
   *
   * @param done whether a unit needs no more work
   * @param listener told of each finished unit, one at a time, in the order they finish
   * @throws IOException the failure of the lowest unit that failed, whatever the number of threads
   */
  public void run(long units, LongPredicate done, UnitWork task, Consumer<Counts> listener)
      throws IOException {
    Run run = new Run(task, listener);
    boolean goesOn = true;
    for (long unit = 0; unit < units && goesOn; unit++) {
      if (!done.test(unit)) {
        goesOn = run.start(unit);
      }
    }
    run.end();
  }

  @Override
  public Optional<String> run(Units units, Listener listener) throws IOException {
    try (Open open = units.tasks().open()) {
      UnitTask task = open.task();
      LongPredicate done = unit -> units.done().get((int) unit);
      task.expect(LongStream.range(0, units.count()).filter(done.negate()).iterator());
      try {
        run(units.count(), done, task::run, listener::finished);
      } catch (SampleException e) {
        listener.failing(e);
        throw unreadable(e, units, done.or(unit -> unit < task.failed()), task, listener);
      }
      return task.warning();
    }
  }

  /**
   * All samples that can't be read, even if those of the first unit can be by now: lower units
   * could, and after a copy they come again.
   */
  private SampleException unreadable(
      SampleException first, Units units, LongPredicate done, UnitTask task, Listener listener)
      throws IOException {
    SortedMap<String, Problem> problems = new ConcurrentSkipListMap<>(first.bySample());
    run(
        Math.min(units.count(), task.failed() + units.ofCopy()),
        done,
        (unit, parallel) -> task.look(unit, parallel, problems),
        listener::finished);
    return SampleException.ofAll(problems);
  }

  /** Runs {@code step} for {@code 0..count-1} on the threads of this engine. */
  public void forEach(int count, Parallel.Step step) throws IOException {
    SharedSteps.rethrow(pool.invoke(task(0, index -> forkAll(count, step))));
  }

  /** The same with the help of readers, for steps that are hardly more than waiting for storage. */
  public void forEach(int count, Parallel.Step step, Readers readers) throws IOException {
    SharedSteps shared = new SharedSteps(count, step, readers);
    forEach(pool.getParallelism(), thread -> shared.run());
    shared.end();
  }

  /** The same for all steps that it is given, each of which shows how slow storage is. */
  public Parallel waiting(Readers readers) {
    return (count, step) ->
        forEach(
            count,
            index ->
                readers.read(
                    () -> {
                      step.run(index);
                      return index;
                    }),
            readers);
  }

  @Override
  public void close() {
    pool.shutdown();
  }

  private final class Run {
    private final UnitWork task;
    private final Consumer<Counts> listener;
    private final Semaphore free = new Semaphore(unitsUnderWay);
    private final Semaphore waiting = new Semaphore(MOST_WAIT);
    private final SortedMap<Long, Throwable> failed = new TreeMap<>();

    Run(UnitWork task, Consumer<Counts> listener) {
      this.task = task;
      this.listener = listener;
    }

    /** Waits until a unit may start, and says whether it then does. */
    boolean start(long unit) {
      free.acquireUninterruptibly();
      if (isFutile(unit)) {
        free.release();
        return false;
      }
      Place place = new Place();
      pool.execute(
          () -> {
            ended(unit, LocalEngine.task(0, index -> runUnlessFutile(unit, place)).invoke());
            place.held.release();
          });
      return true;
    }

    /** That of a unit among those under way. */
    private final class Place implements Parallel {
      private Semaphore held = free;

      @Override
      public void forEach(int count, Parallel.Step step) throws IOException {
        forkAll(count, step);
      }

      @Override
      public void onlyWaits() {
        if (held == free && waiting.tryAcquire()) {
          held = waiting;
          free.release();
        }
      }
    }

    /** Another failure may have come while the unit waited for a thread. */
    private void runUnlessFutile(long unit, Place place) throws IOException {
      if (!isFutile(unit)) {
        finished(task.run(unit, place));
      }
    }

    /** Whether a lower unit has failed; a higher one leaves this unit's failure the lowest. */
    private synchronized boolean isFutile(long unit) {
      return !failed.headMap(unit).isEmpty();
    }

    private synchronized void finished(Counts counts) {
      listener.accept(counts);
    }

    private synchronized void ended(long unit, @Nullable Throwable failure) {
      if (failure != null) {
        failed.put(unit, failure);
      }
    }

    void end() throws IOException {
      free.acquireUninterruptibly(unitsUnderWay);
      waiting.acquireUninterruptibly(MOST_WAIT);
      synchronized (this) {
        for (Throwable lowest : failed.values()) {
          SharedSteps.rethrow(lowest);
        }
      }
    }
  }

  /** A step as a task whose result is its failure, so that none is thrown in some thread. */
  private static ForkJoinTask<@Nullable Throwable> task(int index, Parallel.Step step) {
    return ForkJoinTask.adapt(
        () -> {
          try {
            step.run(index);
            return null;
          } catch (IOException | RuntimeException | Error e) {
            return e;
          }
        });
  }

  /** Forks a step for each index and joins them all. To be called within a fork-join pool. */
  private static void forkAll(int count, Parallel.Step step) throws IOException {
    List<ForkJoinTask<@Nullable Throwable>> tasks =
        IntStream.range(0, count).mapToObj(i -> task(i, step)).toList();
    for (ForkJoinTask<@Nullable Throwable> done : ForkJoinTask.invokeAll(tasks)) {
      SharedSteps.rethrow(done.join());
    }
  }
}
