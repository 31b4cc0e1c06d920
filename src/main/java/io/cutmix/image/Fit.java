package io.cutmix.image;

/** How an image of another size or aspect fills the wanted one. */
public enum Fit {
  /** Scaled until both sides are covered; what sticks out is cut off evenly on both ends. */
  COVER,
  /** Scaled until all of it fits, centered between bars of the opaque background. */
  CONTAIN,
  /** Both sides scaled apart; the aspect is lost. */
  STRETCH
}
