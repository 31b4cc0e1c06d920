package io.cutmix.image;

import io.cutmix.job.ImageSpec;

/**
 * What pixels are written as.
 *
 * @param format PNG, JPEG, WebP, TIFF or BMP
 * @param quality 1..100 for JPEG, on the scale of the IJG library, and WebP; the other formats are
 *     lossless and ignore it
 * @param subsampling of the colors of JPEG: 420 stores a quarter of them, 444 all
 */
public record Encoding(FileFormat format, int quality, int subsampling) {
  /** Lossless. */
  public static final Encoding PNG = new Encoding(FileFormat.PNG, 100);

  /**
   * How images are written.
   *
   * @param auto the format where the spec leaves it open
   */
  public static Encoding of(ImageSpec spec, FileFormat auto) {
    FileFormat format =
        spec.format() == ImageSpec.Format.AUTO ? auto : FileFormat.valueOf(spec.format().name());
    return new Encoding(format, spec.quality(), spec.subsampling());
  }

  /** With the subsampling that is usual, 420. */
  public Encoding(FileFormat format, int quality) {
    this(format, quality, 420);
  }
}
