package io.cutmix.image;

import io.cutmix.job.Problem;
import java.util.function.Supplier;

/**
 * What an image says of itself before its pixels are decoded.
 *
 * @param format found by the file's first bytes, whatever its name
 * @param width columns of the upright image; of the stored one if EXIF is ignored
 * @param height its rows
 * @param gray whether there is a single color channel (alpha aside), or a palette of grays only
 * @param alpha whether pixels can be transparent
 * @param deep whether samples have more than 8 bits
 * @param orientation EXIF's, 1 to 8; 1 if there is none
 * @param turned whether such an image is turned, or EXIF ignored
 * @param foreignProfile whether it has a color profile that can be used and isn't sRGB
 */
public record ImageHeader(
    FileFormat format,
    int width,
    int height,
    boolean gray,
    boolean alpha,
    boolean deep,
    int orientation,
    boolean turned,
    boolean foreignProfile) {

  /**
   * Refuses what was drawn on the image at another size.
   *
   * @param drawn such as "masks"
   * @param problem says both sizes
   */
  public void requireSize(int drawnWidth, int drawnHeight, String drawn, Supplier<Problem> problem)
      throws ImageReadException {
    if (drawnWidth == width && drawnHeight == height) {
      return;
    }
    boolean explained = drawnWidth == height && drawnHeight == width && !upright();
    throw new ImageReadException(explained ? problem.get().remedy(remedy(drawn)) : problem.get());
  }

  private String remedy(String drawn) {
    return turned
        ? "its EXIF orientation turns it; if the "
            + drawn
            + " were drawn on the unturned image, use --exif ignore"
        : "its EXIF orientation is ignored; if the "
            + drawn
            + " were drawn on the turned image, run without --exif ignore";
  }

  /** Whether the stored rows are the upright ones. */
  public boolean upright() {
    return orientation == 1;
  }
}
