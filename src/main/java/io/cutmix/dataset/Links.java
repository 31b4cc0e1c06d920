package io.cutmix.dataset;

/** Which symbolic links in a folder of images are followed. */
public enum Links {
  /** Those that lead to something in the same folder; others are refused. */
  INSIDE,
  /** All. */
  ALL
}
