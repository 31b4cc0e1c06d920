package io.cutmix.pipeline;

/** What is written of a batch beside its label rows. */
public enum ToWrite {
  /** Its images. */
  IMAGES,
  /** Nothing; the pictures are read all the same, as those that can't be change the rows. */
  NOTHING
}
