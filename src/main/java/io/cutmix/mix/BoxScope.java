package io.cutmix.mix;

/** How many boxes a batch has. */
public enum BoxScope {
  /** One box for the whole batch, as in the reference. */
  BATCH,
  /** A box of its own for each sample. */
  SAMPLE,
  /**
   * One box for each two samples, which are each other's partners: uniformly random pairs, and in a
   * batch of odd size also three samples in a circle. Where indices are given, samples on the same
   * cycle share a box.
   */
  PAIR;

  /** The first of those with whom a sample shares its box; the sample itself if it is that. */
  int first(int sample, int[] partners) {
    int first = this == BATCH ? 0 : sample;
    for (int i = partners[sample]; this == PAIR && i != sample; i = partners[i]) {
      first = Math.min(first, i);
    }
    return first;
  }
}
