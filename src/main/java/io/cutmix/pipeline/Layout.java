package io.cutmix.pipeline;

/** In which folders images lie. */
public enum Layout {
  /** All in one. */
  FLAT,
  /** One for each class, that of the base picture. */
  TREE,
  /** One for each thousand of file numbers. */
  SHARDED
}
