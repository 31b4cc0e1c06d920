package io.cutmix.image;

/**
 * What pixels are written as.
 *
 * @param format {@link FileFormat#PNG} or {@link FileFormat#JPEG}
 * @param quality 1..100 for JPEG, on the scale of the IJG library; PNG is lossless and ignores it
 */
public record Encoding(FileFormat format, int quality) {
  /** Lossless. */
  public static final Encoding PNG = new Encoding(FileFormat.PNG, 100);

  public Encoding {
    if (format != FileFormat.PNG && format != FileFormat.JPEG) {
      throw new IllegalArgumentException(
          "pictures can't be written as " + format + "; choose PNG or JPEG");
    }
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("quality must be within 1..100, but was " + quality);
    }
  }

  /** JPEG of the given quality, 1..100. */
  public static Encoding jpeg(int quality) {
    return new Encoding(FileFormat.JPEG, quality);
  }
}
