package io.cutmix.verify;

import io.cutmix.dataset.ClassIds;
import io.cutmix.dataset.Dataset;
import io.cutmix.job.Failure;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * How often each sample comes out: once in each copy, or with {@code --balance} so often that
 * neither classes nor the samples of a class differ by more than one. Not thread-safe.
 */
final class SampleCounts {
  private final RecordedRun run;
  private final Dataset dataset;
  private final Differences differences;
  private final boolean balanced;
  private final boolean partial;
  private final int copies;
  private final Map<Integer, BitSet> seen = new HashMap<>();
  private final int[] drawn;

  /**
   * @param partial whether not all rows are there
   */
  SampleCounts(RecordedRun run, Dataset dataset, boolean partial, Differences differences) {
    this.run = run;
    this.dataset = dataset;
    this.differences = differences;
    this.balanced = run.options().has("balance");
    this.partial = partial;
    this.copies = run.options().copies();
    this.drawn = new int[balanced ? dataset.size() : 0];
    run.failures().forEach(this::add);
  }

  private void add(Failure failure) {
    int sample = Names.find(dataset, failure.source());
    long copy = failure.file() / dataset.size();
    if (sample < 0 || copy >= copies || copy != failure.copy()) {
      differences.add(RecordedRun.FILE, "failure of file " + failure.file(), "a sample", failure);
    } else {
      add(sample, failure.copy(), RecordedRun.FILE);
    }
  }

  /** Takes in a row, whose copy is that of its file number. */
  void add(Item item) {
    add(item.source(), (int) (item.number() / dataset.size()), item.name());
  }

  private void add(int sample, int copy, String name) {
    BitSet samples = seen.computeIfAbsent(copy, number -> new BitSet());
    if (balanced && copy < run.options().whole("copies", 1)) {
      drawn[sample]++;
    } else if (samples.get(sample)) {
      differences.add(name, "source", "each sample once in copy " + copy, dataset.name(sample));
    }
    samples.set(sample);
  }

  /** To be called behind the last row. */
  void end() {
    if (partial) {
      return;
    }
    for (int copy = 0; copy < copies; copy++) {
      if (!balanced || copy >= run.options().whole("copies", 1)) {
        requireAll(copy);
      }
    }
    if (balanced && dataset.labels() instanceof ClassIds ids) {
      checkBalance(ids);
    }
  }

  private void requireAll(int copy) {
    BitSet samples = seen.getOrDefault(copy, new BitSet());
    for (int i = samples.nextClearBit(0); i < dataset.size(); i = samples.nextClearBit(i + 1)) {
      differences.add(dataset.name(i), "images in copy " + copy, 1, 0);
    }
  }

  private void checkBalance(ClassIds ids) {
    int classes = ids.classes().size();
    long[] images = new long[classes];
    int[] least = new int[classes];
    int[] most = new int[classes];
    boolean[] there = new boolean[classes];
    for (int i = 0; i < drawn.length; i++) {
      int id = ids.classId(i);
      images[id] += drawn[i];
      least[id] = there[id] ? Math.min(least[id], drawn[i]) : drawn[i];
      most[id] = Math.max(most[id], drawn[i]);
      there[id] = true;
    }
    long fewest = Long.MAX_VALUE;
    for (int id = 0; id < classes; id++) {
      fewest = there[id] ? Math.min(fewest, images[id]) : fewest;
    }
    for (int id = 0; id < classes; id++) {
      String name = "class \"%s\"".formatted(ids.classes().get(id));
      if (images[id] > fewest + 1) {
        differences.add(name, "images", "at most " + (fewest + 1), images[id]);
      }
      if (most[id] > least[id] + 1) {
        differences.add(name, "images of a sample", "at most " + (least[id] + 1), most[id]);
      }
    }
  }
}
