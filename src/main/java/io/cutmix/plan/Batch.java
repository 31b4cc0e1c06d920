package io.cutmix.plan;

import io.cutmix.mix.Recipe;

/**
 * One batch of a plan. Immutable and thread-safe.
 *
 * @param copy which copy of the data set it belongs to, from 0
 * @param number within the copy, from 0
 * @param firstFile number of the file that its first sample becomes
 * @param samples index in the data set of each, which nobody changes
 * @param mixed whether any of it is mixed, or all stays as it is
 * @param recipe partners and boxes; those of an unmixed batch change nothing
 * @param height rows of its images
 * @param width columns of its images
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Batch(
    int copy,
    int number,
    long firstFile,
    int[] samples,
    boolean mixed,
    Recipe recipe,
    int height,
    int width) {
  /** Number of samples. */
  public int size() {
    return samples.length;
  }

  /** Index in the data set of the batch's i-th sample. */
  public int sample(int i) {
    return samples[i];
  }

  /** Number of the file that the i-th sample becomes: {@code copy · N + position}. */
  public long file(int i) {
    return firstFile + i;
  }
}
