package io.cutmix.image;

import io.cutmix.job.ImageSpec;
import io.cutmix.mix.InvalidParameterException;
import java.util.EnumSet;
import java.util.Set;

/**
 * What pixels are written as.
 *
 * @param format PNG, JPEG, WebP, TIFF or BMP
 * @param quality 1..100 for JPEG, on the scale of the IJG library, and WebP; the other formats are
 *     lossless and ignore it
 * @param subsampling of the colors of JPEG: 420 stores a quarter of them, 444 all
 */
public record Encoding(FileFormat format, int quality, int subsampling) {
  private static final Set<FileFormat> WRITABLE =
      EnumSet.of(FileFormat.PNG, FileFormat.JPEG, FileFormat.WEBP, FileFormat.TIFF, FileFormat.BMP);

  /** Lossless. */
  public static final Encoding PNG = new Encoding(FileFormat.PNG, 100);

  public Encoding {
    if (!WRITABLE.contains(format)) {
      throw InvalidParameterException.outOfRange("format", "must be one of " + WRITABLE, format);
    }
    if (quality < 1 || quality > 100) {
      throw InvalidParameterException.outOfRange("quality", "must be in 1..100", quality);
    }
    if (subsampling != 420 && subsampling != 444) {
      throw InvalidParameterException.outOfRange("subsampling", "must be 420 or 444", subsampling);
    }
  }

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

  /** JPEG of the given quality, 1..100. */
  public static Encoding jpeg(int quality) {
    return new Encoding(FileFormat.JPEG, quality);
  }

  /** Whether a format that is written can say that pixels are transparent. */
  public static boolean holdsAlpha(FileFormat format) {
    return format != FileFormat.JPEG && format != FileFormat.BMP;
  }
}
