package io.cutmix.image;

/** Which programs turn bytes into pixels and back. */
public enum CodecChoice {
  /** The fastest there is: {@link #OPENCV} where it runs, {@link #IMAGEIO} elsewhere. */
  AUTO,
  /**
   * JPEG by OpenCV, 8-bit PNG by a codec of our own, all else by ImageIO; an error where OpenCV
   * does not run.
   */
  OPENCV,
  /** Everything by ImageIO and TwelveMonkeys: slower, without native libraries of ours. */
  IMAGEIO
}
