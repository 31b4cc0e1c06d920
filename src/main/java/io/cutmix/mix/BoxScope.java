package io.cutmix.mix;

/** How many boxes a batch has. */
public enum BoxScope {
  /** One box for the whole batch, as in the reference. */
  BATCH {
    @Override
    int first(int sample, int[] partners) {
      return 0;
    }
  },
  /** A box of its own for each sample. */
  SAMPLE {
    @Override
    int first(int sample, int[] partners) {
      return sample;
    }
  },
  /**
   * One box for each two samples, which are each other's partners: uniformly random pairs, and in a
   * batch of odd size also three samples in a circle. Where indices are given, samples on the same
   * cycle share a box.
   */
  PAIR {
    @Override
    int first(int sample, int[] partners) {
      int first = sample;
      for (int i = partners[sample]; i != sample; i = partners[i]) {
        first = Math.min(first, i);
      }
      return first;
    }
  };

  /** The first of those with whom a sample shares its box; the sample itself if it is that. */
  abstract int first(int sample, int[] partners);
}
