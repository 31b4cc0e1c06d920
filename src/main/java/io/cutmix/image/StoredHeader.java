package io.cutmix.image;

/** A picture's header with the sides as they are stored, before the orientation is applied. */
record StoredHeader(int width, int height, boolean gray, boolean alpha, Orientation orientation) {
  ImageHeader upright(FileFormat format) {
    boolean transposed = orientation.transposed();
    return new ImageHeader(
        format,
        transposed ? height : width,
        transposed ? width : height,
        gray,
        alpha,
        orientation == Orientation.UPRIGHT);
  }
}
