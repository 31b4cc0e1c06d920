package io.cutmix.pipeline;

import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.Rendering;
import java.util.Optional;

/**
 * How pictures are read and written.
 *
 * @param rendering the pixels that every picture becomes
 * @param format the format of every image; empty for the source's, or PNG where it isn't JPEG
 * @param quality of JPEG, 1 to 100
 */
public record PictureSettings(Rendering rendering, Optional<FileFormat> format, int quality) {

  /**
   * Checks that the format can hold the pixels.
   *
   * @throws IllegalArgumentException if JPEG is asked for pictures with alpha, or the quality is
   *     out of range
   */
  public PictureSettings {
    if (hasAlpha(rendering) && format.equals(Optional.of(FileFormat.JPEG))) {
      throw new IllegalArgumentException(
          "format jpeg can't hold the alpha of channels rgba; use png or channels rgb");
    }
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("quality must be in 1..100, but was " + quality);
    }
  }

  /** How an image is written whose source has that format. */
  Encoding encodingFor(FileFormat source) {
    FileFormat own =
        source == FileFormat.JPEG && !hasAlpha(rendering) ? FileFormat.JPEG : FileFormat.PNG;
    return new Encoding(format.orElse(own), quality);
  }

  private static boolean hasAlpha(Rendering rendering) {
    return rendering.shape().channels() == 4;
  }
}
