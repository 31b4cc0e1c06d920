package io.cutmix.plan;

import io.cutmix.mix.RandomStream;
import java.io.Serializable;
import java.util.Arrays;

/**
 * An endless sequence of samples in which the classes take turns, and so do, in random order, the
 * samples of each class. Immutable and thread-safe.
 */
final class ClassTurns implements Serializable {
  private static final long serialVersionUID = 1;

  private final int[] samplesByClass;

  /** For each class that has samples where these begin, and after the last the end. */
  private final int[] starts;

  /**
   * @param classes the class of each sample, at least 0
   */
  ClassTurns(int[] classes, long seed) {
    int[] ends = new int[Arrays.stream(classes).max().orElse(-1) + 2];
    for (int id : classes) {
      ends[id + 1]++;
    }
    for (int id = 1; id < ends.length; id++) {
      ends[id] += ends[id - 1];
    }
    this.starts = Arrays.stream(ends).distinct().toArray();
    this.samplesByClass = new int[classes.length];
    Shuffle shuffle = new Shuffle(classes.length, RandomStream.forOrderInClasses(seed));
    for (int i = 0; i < classes.length; i++) {
      int sample = (int) shuffle.at(i);
      samplesByClass[ends[classes[sample]]++] = sample;
    }
  }

  /**
   * The sample at a place.
   *
   * @param place at least 0
   */
  int at(long place) {
    int classes = starts.length - 1;
    int id = (int) (place % classes);
    int samples = starts[id + 1] - starts[id];
    return samplesByClass[starts[id] + (int) (place / classes % samples)];
  }
}
