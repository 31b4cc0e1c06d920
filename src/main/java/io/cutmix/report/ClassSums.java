package io.cutmix.report;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Labels;
import java.util.stream.IntStream;

/** For each class how many labels name it, and the sum of their numbers. Not thread-safe. */
public final class ClassSums {
  private final long[] counts;
  private final double[] masses;

  ClassSums(int classes) {
    this.counts = new long[classes];
    this.masses = new double[classes];
  }

  /** Those of all samples. */
  public static ClassSums of(Dataset dataset) {
    Labels labels = dataset.labels();
    ClassSums sums = new ClassSums(labels.classes().size());
    for (int sample = 0; sample < dataset.size(); sample++) {
      if (labels.areClassIds()) {
        sums.counts[labels.classId(sample)]++;
        sums.masses[labels.classId(sample)]++;
      } else {
        sums.add(labels.row(sample));
      }
    }
    return sums;
  }

  void add(double[] label) {
    for (int id = 0; id < label.length; id++) {
      if (label[id] != 0) {
        counts[id]++;
        masses[id] += label[id];
      }
    }
  }

  /** Whether labels have other numbers than 0 and 1. */
  boolean areSoft() {
    return IntStream.range(0, counts.length).anyMatch(id -> counts[id] != masses[id]);
  }

  long count(int id) {
    return counts[id];
  }

  double mass(int id) {
    return masses[id];
  }
}
