package io.cutmix.image.imageio;

import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.pixels.IccProfile;
import io.cutmix.image.pixels.Orientation;
import io.cutmix.job.Problem;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.IIOException;

/**
 * An image's header with the sides as they are stored, before the orientation is applied.
 *
 * @param deep whether samples have more than 8 bits
 * @param profile that of the colors; empty if there is none, none that can be used, or sRGB
 */
public record StoredHeader(
    int width,
    int height,
    boolean gray,
    boolean alpha,
    boolean deep,
    Orientation orientation,
    Optional<IccProfile> profile) {

  /** Upright, in sRGB and of 8 bits at most. */
  StoredHeader(int width, int height, boolean gray, boolean alpha) {
    this(width, height, gray, alpha, false, Orientation.UPRIGHT, Optional.empty());
  }

  StoredHeader with(Orientation found, Optional<IccProfile> colors) {
    return new StoredHeader(width, height, gray, alpha, deep, found, colors);
  }

  /**
   * Refuses sides that no image has, and more pixels than the limit, each of which may take four
   * bytes.
   */
  public void requireAtMost(long maxPixels) throws IOException {
    if (width < 1 || height < 1) {
      throw new IIOException("it declares %d x %d pixels".formatted(width, height));
    }
    int bytes = pixelBytes();
    long most = bytes > 4 ? maxPixels / bytes * 4 : maxPixels;
    if ((long) width * height > most) {
      String limit = "the limit of " + most + (bytes > 4 ? " of " + bytes + " bytes each" : "");
      throw new ImageReadException(
          Problem.of("declares %s pixels, more than " + limit, width + " x " + height)
              .remedy("if that is true, raise --max-pixels or scale it down first"));
    }
  }

  private int pixelBytes() {
    return (alpha ? 4 : gray ? 1 : 3) * (deep ? 2 : 1);
  }

  /** Refuses what there can't be memory for: at least a byte a pixel is held twice. */
  void requireMemory() throws ImageReadException {
    if ((long) width * height * (pixelBytes() + 1) > Runtime.getRuntime().maxMemory()) {
      throw ImageReadException.tooLarge(null);
    }
  }

  ImageHeader seen(FileFormat format, boolean turned) {
    boolean transposed = turned && orientation.transposed();
    return new ImageHeader(
        format,
        transposed ? height : width,
        transposed ? width : height,
        gray,
        alpha,
        deep,
        orientation.exif(),
        turned,
        profile.isPresent());
  }
}
