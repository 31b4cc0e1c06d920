package io.cutmix.image;

/** What becomes of colors that an image describes by an embedded profile. */
public enum Icc {
  /** They are converted to sRGB, unless they are that already. */
  CONVERT,
  /** They are taken for sRGB as they are stored. */
  IGNORE
}
