package io.cutmix.mix;

/** How many boxes a batch has. */
public enum BoxScope {
  /** One box for the whole batch, as in the reference. */
  BATCH,
  /** A box of its own for each sample. */
  SAMPLE
}
