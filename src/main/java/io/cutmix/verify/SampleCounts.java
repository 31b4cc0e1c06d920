package io.cutmix.verify;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Labels;
import io.cutmix.job.Failure;
import io.cutmix.verify.Subject.Item;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How often each sample comes out: once in each copy, or with {@code --balance} so often that
 * neither classes nor the samples of a class differ by more than one. Not thread-safe.
 */
final class SampleCounts {
  private final Subject subject;
  private final Dataset dataset;
  private final boolean balanced;
  private final int copies;
  private final Map<Integer, BitSet> seen = new HashMap<>();
  private final int[] drawn;

  SampleCounts(Subject subject) {
    this.subject = subject;
    this.dataset = subject.dataset();
    this.balanced = subject.options().mix().balance();
    this.copies = subject.options().copies();
    this.drawn = new int[balanced ? dataset.size() : 0];
    subject.run().record().failures().forEach(this::add);
  }

  private void add(Failure failure) {
    int sample = subject.find(failure.source());
    long number = failure.file();
    long copy = number / dataset.size();
    if (sample < 0 || copy >= copies || copy != failure.copy()) {
      subject.differ(RecordedRun.FILE, "failure of file " + number, "a sample", failure);
    } else {
      add(sample, number, RecordedRun.FILE);
    }
  }

  /** Takes in a row, whose copy is that of its file number. */
  void add(Item item) {
    add(item.source(), item.number(), item.name());
  }

  private void add(int sample, long number, String name) {
    int copy = subject.copyOf(number);
    BitSet samples = seen.computeIfAbsent(copy, key -> new BitSet());
    if (balanced && !subject.isOriginal(number)) {
      drawn[sample]++;
    } else if (samples.get(sample)) {
      subject.differ(name, "source", "each sample once in copy " + copy, dataset.name(sample));
    }
    samples.set(sample);
  }

  /** To be called behind the last row. */
  void end() {
    if (subject.isPartial()) {
      return;
    }
    for (int copy = 0; copy < copies; copy++) {
      if (!balanced || subject.isOriginal((long) copy * dataset.size())) {
        requireAll(copy);
      }
    }
    if (balanced && dataset.labels().areClassIds()) {
      checkBalance(dataset.labels());
    }
  }

  private void requireAll(int copy) {
    BitSet samples = seen.getOrDefault(copy, new BitSet());
    for (int i = samples.nextClearBit(0); i < dataset.size(); i = samples.nextClearBit(i + 1)) {
      subject.differ(dataset.name(i), "images in copy " + copy, 1, 0);
    }
  }

  private void checkBalance(Labels labels) {
    int classes = labels.classes().size();
    long[] images = new long[classes];
    int[] least = new int[classes];
    int[] most = new int[classes];
    Arrays.fill(least, Integer.MAX_VALUE);
    for (int i = 0; i < drawn.length; i++) {
      int id = labels.classId(i);
      images[id] += drawn[i];
      least[id] = Math.min(least[id], drawn[i]);
      most[id] = Math.max(most[id], drawn[i]);
    }
    // A class that no sample has is in no row either.
    long fewest =
        IntStream.range(0, classes)
            .filter(id -> least[id] < Integer.MAX_VALUE)
            .mapToLong(id -> images[id])
            .min()
            .orElse(0);
    for (int id = 0; id < classes; id++) {
      String name = "class \"%s\"".formatted(labels.classes().get(id));
      if (images[id] > fewest + 1) {
        subject.differ(name, "images", "at most " + (fewest + 1), images[id]);
      }
      if (most[id] > (long) least[id] + 1) {
        subject.differ(name, "images of a sample", "at most " + (least[id] + 1), most[id]);
      }
    }
  }
}
