package io.cutmix.pipeline;

import io.cutmix.dataset.CocoFile;
import io.cutmix.image.Encoding;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.mix.InvalidParameterException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How pictures are read and written.
 *
 * @param rendering the pixels that every picture becomes
 * @param format the format of every image; empty for the source's, or PNG where it isn't JPEG
 * @param quality of JPEG and WebP, 1 to 100
 * @param subsampling of the colours of JPEG, 420 or 444
 * @param masks where the pictures' masks are, if they are to be mixed as well
 * @param boxes the pictures' detection boxes, if they are to be mixed as well
 */
public record PictureSettings(
    Rendering rendering,
    Optional<FileFormat> format,
    int quality,
    int subsampling,
    Optional<Masks> masks,
    Optional<CocoFile> boxes) {
  private static final int WEBP_SIDE = 16383;

  /**
   * Checks that the format can hold the pixels.
   *
   * @throws InvalidParameterException if the format can't hold the alpha or the size that is asked
   *     for, or the quality or the subsampling is out of range
   */
  public PictureSettings {
    if (hasAlpha(rendering) && !format.map(Encoding::holdsAlpha).orElse(true)) {
      throw InvalidParameterException.contradiction(
          "format",
          "%s can't hold the alpha of %%1$s rgba"
              .formatted(format.get().name().toLowerCase(Locale.ROOT)),
          "use png or %1$s rgb",
          "channels");
    }
    ImageShape shape = rendering.shape();
    if (shape.depth() > 8 && !format.orElse(FileFormat.PNG).equals(FileFormat.PNG)) {
      throw InvalidParameterException.contradiction(
          "depth", "16 is written as PNG only", "use %s png or leave that out", "format");
    }
    if (format.equals(Optional.of(FileFormat.WEBP))
        && Math.max(shape.height(), shape.width()) > WEBP_SIDE) {
      throw InvalidParameterException.contradiction(
          "format",
          "webp can't hold %dx%d pixels (height x width), but %d a side"
              .formatted(shape.height(), shape.width(), WEBP_SIDE),
          "use png");
    }
    if (quality < 1 || quality > 100) {
      throw InvalidParameterException.outOfRange("quality", "must be in 1..100", quality);
    }
    if (subsampling != 420 && subsampling != 444) {
      throw InvalidParameterException.outOfRange("subsampling", "must be 420 or 444", subsampling);
    }
  }

  /** How pictures of that size become pixels. */
  Rendering rendering(int height, int width) {
    ImageShape shape = rendering.shape();
    if (shape.height() == height && shape.width() == width) {
      return rendering;
    }
    return new Rendering(
        new ImageShape(height, width, shape.channels(), shape.depth()),
        rendering.fit(),
        rendering.background(),
        rendering.icc());
  }

  /** The same with masks. */
  public PictureSettings withMasks(Optional<Masks> found) {
    return new PictureSettings(rendering, format, quality, subsampling, found, boxes);
  }

  /** The same with detection boxes. */
  public PictureSettings withBoxes(Optional<CocoFile> found) {
    return new PictureSettings(rendering, format, quality, subsampling, masks, found);
  }

  /** The formats that images may be written in. */
  Set<FileFormat> formats() {
    return format.isPresent()
        ? EnumSet.of(format.get())
        : EnumSet.of(FileFormat.PNG, encodingFor(FileFormat.JPEG).format());
  }

  /** How an image is written whose source has that format. */
  Encoding encodingFor(FileFormat source) {
    FileFormat own =
        source == FileFormat.JPEG && isJpegPossible() ? FileFormat.JPEG : FileFormat.PNG;
    return new Encoding(format.orElse(own), quality, subsampling);
  }

  private boolean isJpegPossible() {
    return !hasAlpha(rendering) && rendering.shape().depth() == 8;
  }

  private static boolean hasAlpha(Rendering rendering) {
    return rendering.shape().channels() == 4;
  }
}
