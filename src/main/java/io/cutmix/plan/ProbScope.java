package io.cutmix.plan;

/** What is mixed, or isn't, as one. */
public enum ProbScope {
  /** All samples of a batch are mixed, or none. */
  BATCH,
  /** Each sample by itself, with a partner among those of its batch that are mixed too. */
  SAMPLE
}
