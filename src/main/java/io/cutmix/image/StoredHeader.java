package io.cutmix.image;

/** A picture's header with the sides as they are stored, before the orientation is applied. */
record StoredHeader(int width, int height, boolean gray, boolean alpha, Metadata metadata) {
  ImageHeader upright(FileFormat format) {
    boolean transposed = metadata.orientation().transposed();
    return new ImageHeader(
        format,
        transposed ? height : width,
        transposed ? width : height,
        gray,
        alpha,
        metadata.orientation().exif(),
        metadata.profile().isPresent());
  }
}
