package io.cutmix.mix;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The order of the axes of a batch of images. */
public enum ImageLayout {
  /** Samples, channels, rows, columns. */
  NCHW,
  /** Samples, rows, columns, channels. */
  NHWC;

  /** The same values, in the same memory, as {@code (N, C, H, W)}. */
  INDArray toNchw(INDArray images) {
    return this == NCHW ? images : images.permute(0, 3, 1, 2);
  }

  /** What {@link #toNchw} was made of. */
  INDArray fromNchw(INDArray images) {
    return this == NCHW ? images : images.permute(0, 2, 3, 1);
  }
}
