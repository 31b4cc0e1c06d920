package io.cutmix.image;

import java.io.IOException;
import javax.imageio.IIOException;

/** A picture's header with the sides as they are stored, before the orientation is applied. */
record StoredHeader(int width, int height, boolean gray, boolean alpha, Metadata metadata) {
  /** Refuses sides that no picture has, and more pixels than the limit. */
  void requireAtMost(long maxPixels) throws IOException {
    if (width < 1 || height < 1) {
      throw new IIOException("it declares %d x %d pixels".formatted(width, height));
    }
    if ((long) width * height > maxPixels) {
      throw new ImageReadException(
          "declares %d x %d pixels, more than the limit of %d; if that is true, raise --max-pixels or scale it down first"
              .formatted(width, height, maxPixels));
    }
  }

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
