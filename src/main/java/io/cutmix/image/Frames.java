package io.cutmix.image;

import java.io.IOException;

/** Tells files that hold more pictures than the first, which alone is read. */
public final class Frames {
  private Frames() {}

  /**
   * Whether there are several: the frames of a GIF or WebP, the pages of a TIFF.
   *
   * @param format of the file
   * @param encoded a file that was decoded without an error
   */
  public static boolean areSeveral(FileFormat format, byte[] encoded) {
    try {
      return switch (format) {
        case GIF -> GifReader.hasSecondFrame(new EncodedInput(encoded));
        case TIFF -> Exif.hasSecondDirectory(new EncodedInput(encoded));
        case WEBP -> WebpReader.isAnimated(encoded);
        default -> false;
      };
    } catch (IOException | IndexOutOfBoundsException endsEarly) {
      return false;
    }
  }
}
