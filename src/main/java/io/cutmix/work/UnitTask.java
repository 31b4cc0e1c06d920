package io.cutmix.work;

import io.cutmix.dataset.InputDigest;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.Stage;
import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.Parallel;
import io.cutmix.job.Problem;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.output.LabelRow;
import io.cutmix.output.OutputFolder.FinishedUnit;
import io.cutmix.output.Sink;
import io.cutmix.storage.Readers;
import io.cutmix.storage.Use;
import io.cutmix.storage.Waiting;
import io.cutmix.work.ComingUnits.ComingBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Does one unit of work at a time: a batch, or a shard of consecutive batches, from files to files.
 * Owns native memory. Thread-safe for different units.
 */
public final class UnitTask implements AutoCloseable {
  private static final byte[] NOTHING = {};

  private final ComingUnits units;
  private final Use<FinishedUnit> ending;
  private final Sink sink;
  private final BatchTask task;
  private final AtomicLong failed = new AtomicLong(Long.MAX_VALUE);

  /**
   * A task for every unit.
   *
   * @param ending takes note of a unit whose images are where they belong
   * @param sink where images go
   * @param readers that read ahead, where that is worth it
   */
  public UnitTask(
      ImageBatch.Source batches,
      ImageCodec codec,
      ImageSettings settings,
      OnError onError,
      Use<FinishedUnit> ending,
      Sink sink,
      Readers readers) {
    this.units = new ComingUnits(batches, settings.companions(), readers);
    this.ending = ending;
    this.sink = sink;
    this.task = new BatchTask(codec, settings, onError);
  }

  /**
   * Does one unit and marks it as done; doing it again gives the same bytes.
   *
   * @param parallel runs the steps of single images
   * @return what became of it
   * @throws SampleException if a sample can't be read and that isn't to be skipped
   * @throws IOException if an image can't be written; after either exception the unit isn't done
   */
  public Counts run(long unit, Parallel parallel) throws IOException {
    List<ComingBatch> coming = units.begin(unit);
    try {
      return run(unit, coming, parallel);
    } catch (SampleException e) {
      failed.accumulateAndGet(unit, Math::min);
      throw e;
    } finally {
      units.end(coming);
    }
  }

  /** The lowest of the units so far of which a sample can't be read. */
  long failed() {
    return failed.get();
  }

  /** Writes nothing, but adds what of a unit can't be read, by the samples' names. */
  Counts look(long unit, Parallel parallel, SortedMap<String, Problem> unreadable)
      throws IOException {
    Sink.Unit nowhere = sink == Sink.NONE ? sink.begin(unit) : (name, image) -> NOTHING;
    List<ComingBatch> coming = units.begin(unit);
    int images = 0;
    int skipped = 0;
    try {
      for (ComingBatch batch : coming) {
        List<Problem> found = task.unreadable(batch, nowhere, parallel);
        found.forEach(problem -> unreadable.put(problem.place().file(), problem));
        skipped += found.size();
        images += batch.batch().images();
      }
    } finally {
      units.end(coming);
    }
    return new Counts(Math.max(0, images - skipped), 0, skipped, 1, 0);
  }

  private Counts run(long unit, List<ComingBatch> coming, Parallel parallel) throws IOException {
    List<LabelRow> rows = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    int flattened = 0;
    try (Sink.Unit images = sink.begin(unit)) {
      for (ComingBatch batch : coming) {
        BatchTask.Made made = task.run(batch, images, parallel);
        rows.addAll(made.rows());
        failures.addAll(made.failures());
        flattened += made.flattened();
      }
      Counts counts = counts(rows, failures, flattened);
      String state = state(coming);
      Readers.Reading<Counts> end =
          () -> {
            ending.accept(new FinishedUnit(unit, state, counts, failures, images.publish(), rows));
            return counts;
          };
      return images.isWaiting() ? waiting(end, parallel) : timed(end);
    }
  }

  private static Counts waiting(Readers.Reading<Counts> end, Parallel parallel) throws IOException {
    parallel.onlyWaits();
    return Waiting.whileOthersWork(() -> timed(end));
  }

  private static Counts timed(Readers.Reading<Counts> end) throws IOException {
    long start = System.nanoTime();
    try {
      return end.read();
    } finally {
      Stage.WRITING.since(start);
    }
  }

  private static Counts counts(List<LabelRow> rows, List<Failure> failures, int flattened) {
    int skipped = (int) failures.stream().filter(one -> !one.used()).count();
    Counts counts = new Counts(0, 0, skipped, 1, flattened);
    for (LabelRow row : rows) {
      counts = counts.plus(Counts.ofImage(row.isMixed(), row.lam()));
    }
    return counts;
  }

  /**
   * A short text that differs if a file that the unit is made of was modified, as {@link
   * io.cutmix.output.OutputFolder.UnitStates} tells.
   */
  public String state(long unit) throws IOException {
    return state(units.batches(unit));
  }

  private static String state(List<ComingBatch> batches) throws IOException {
    InputDigest digest = new InputDigest();
    for (ComingBatch batch : batches) {
      batch.addState(digest);
    }
    return digest.toText();
  }

  /**
   * Takes note of units that a thread, or the threads of an engine, will run in that order, so that
   * it can read ahead.
   */
  public void expect(PrimitiveIterator.OfLong ascending) {
    units.expect(ascending);
  }

  /** Reads ahead no more for those of the units {@code from..end-1} that haven't begun. */
  public void giveUp(long from, long end) {
    units.giveUp(from, end);
  }

  /** What the user should know of the units so far though nothing is wrong. */
  public Optional<String> warning() {
    return task.warning();
  }

  /** Frees the native memory; to be called when no unit is under way. */
  @Override
  public void close() {
    units.close();
    task.close();
  }
}
