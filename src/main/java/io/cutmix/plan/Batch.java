package io.cutmix.plan;

import io.cutmix.mix.Recipe;
import io.cutmix.plan.Buckets.Bucket;

/** One batch of a plan. Immutable and thread-safe. */
public final class Batch {
  private final int copy;
  private final int number;
  private final long firstFile;
  private final int[] samples;
  private final boolean mixed;
  private final Recipe recipe;
  private final Bucket bucket;

  Batch(
      int copy,
      int number,
      long firstFile,
      int[] samples,
      boolean mixed,
      Recipe recipe,
      Bucket bucket) {
    this.copy = copy;
    this.number = number;
    this.firstFile = firstFile;
    this.samples = samples;
    this.mixed = mixed;
    this.recipe = recipe;
    this.bucket = bucket;
  }

  /** Which copy of the data set it belongs to, from 0. */
  public int copy() {
    return copy;
  }

  /** Its number within the copy, from 0. */
  public int number() {
    return number;
  }

  /** Number of samples. */
  public int size() {
    return samples.length;
  }

  /** Rows of its images. */
  public int height() {
    return bucket.height();
  }

  /** Columns of its images. */
  public int width() {
    return bucket.width();
  }

  /** Index in the data set of the batch's i-th sample. */
  public int sample(int i) {
    return samples[i];
  }

  /** Number of the file that the i-th sample becomes: {@code copy · N + position}. */
  public long file(int i) {
    return firstFile + i;
  }

  /** Whether any of it is mixed, or all passed on as it is. */
  public boolean mixed() {
    return mixed;
  }

  /** Partners and boxes; those of an unmixed batch change nothing. */
  public Recipe recipe() {
    return recipe;
  }
}
