package io.cutmix.job;

import static io.cutmix.mix.InvalidParameterException.contradiction;
import static io.cutmix.mix.InvalidParameterException.outOfRange;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cutmix.mix.InvalidParameterException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What images are turned into. Of what the user leaves open, such as the size, {@link #resolved}
 * makes what is in force.
 *
 * @param size rows and columns of every image; absent for those that all images have
 * @param fit how images get to that size; absent if they must have it
 * @param channels of every image
 * @param background behind transparent pixels and in the bars of {@link Fit#CONTAIN}
 * @param format of the files that are written
 * @param quality of JPEG and WebP, 1..100
 * @param codec what decodes and encodes
 * @param icc what becomes of embedded profiles
 * @param exif what becomes of the orientation that a camera noted
 * @param subsampling of JPEG's colors, 420 or 444
 * @param depth bits of a channel, 8 or 16
 * @param masks folder of the masks, as the user names it
 * @param maskFill class of the masks' bars with {@link Fit#CONTAIN}, 0..255; 0 if absent
 * @param maxPixels more than these and an image isn't read; present where it decides which images
 *     have one size
 */
public record ImageSpec(
    @Option(label = "N|HxW|bucket") Optional<Size> size,
    @Option Optional<Fit> fit,
    @Option(value = "auto") Channels channels,
    @Option(label = "COLOR", value = "black") Background background,
    @Option(label = "auto|png|jpeg|webp|tiff|bmp", value = "auto") Format format,
    @Option(label = "1..100", value = "95") int quality,
    @Option(value = "auto") CodecChoice codec,
    @Option(value = "convert") Icc icc,
    @Option(value = "apply") Exif exif,
    @Option(label = "420|444", value = "420") int subsampling,
    @Option(label = "8|16", value = "8") int depth,
    @Option(label = "DIR") Optional<String> masks,
    @Option(label = "0..255") Optional<Integer> maskFill,
    Optional<Long> maxPixels) {
  /** Refuses what is out of range and what can't be together. */
  public ImageSpec {
    format = format == Format.JPG ? Format.JPEG : format;
    requireInRange(quality, subsampling, depth);
    if (maskFill.isPresent()) {
      requireBars(maskFill.get(), masks, fit);
    }
    if (fit.isPresent() && !size.map(Size::isOfAll).orElse(false)) {
      throw contradiction(
          "fit", "says how images get to a size", "give it by --size, such as --size 224");
    }
    if (format == Format.WEBP && codec == CodecChoice.IMAGEIO) {
      throw contradiction(
          "format",
          "webp is written by OpenCV, not by --codec imageio",
          "use --codec auto, or another format");
    }
    if (channels == Channels.RGBA && (format == Format.JPEG || format == Format.BMP)) {
      throw contradiction(
          "format",
          "%s can't hold the alpha of %%1$s rgba".formatted(format),
          "use png or %1$s rgb",
          "channels");
    }
    if (depth > 8 && format != Format.AUTO && format != Format.PNG) {
      throw contradiction(
          "depth", "16 is written as PNG only", "use --format png, or leave that out");
    }
    if (size.isPresent()) {
      format.requireHolds(size.get().height, size.get().width);
    }
  }

  private static void requireInRange(int quality, int subsampling, int depth) {
    if (quality < 1 || quality > 100) {
      throw outOfRange("quality", "must be in 1..100", quality);
    }
    if (subsampling != 420 && subsampling != 444) {
      throw outOfRange("subsampling", "must be 420 or 444", subsampling);
    }
    if (depth != 8 && depth != 16) {
      throw outOfRange("depth", "must be 8 or 16", depth);
    }
  }

  private static void requireBars(int maskFill, Optional<String> masks, Optional<Fit> fit) {
    if (maskFill < 0 || maskFill > 255) {
      throw outOfRange("mask-fill", "must be in 0..255", maskFill);
    }
    if (masks.isEmpty() || !fit.equals(Optional.of(Fit.CONTAIN))) {
      throw contradiction(
          "mask-fill",
          "is the class of the bars that --fit contain adds to --masks",
          "give all three or leave it out");
    }
  }

  /** Whether size or channels follow from the images. */
  public boolean needsSurvey() {
    return !size.map(Size::isOfAll).orElse(false) || channels == Channels.AUTO;
  }

  /** Whether images may have several sizes. */
  public boolean hasBuckets() {
    return size.equals(Optional.of(Size.BUCKET));
  }

  /**
   * What is in force.
   *
   * @param found the size and channels of the images, where this leaves them open
   * @param codecInUse what decodes and encodes
   * @param mostPixels that an image may have
   */
  public ImageSpec resolved(
      Size found, Channels foundChannels, CodecChoice codecInUse, long mostPixels) {
    Map<String, Object> inForce = new HashMap<>();
    inForce.put("size", size.orElse(found));
    inForce.put("channels", channels == Channels.AUTO ? foundChannels : channels);
    inForce.put("codec", codecInUse);
    if (hasBuckets()) {
      inForce.put("max-pixels", mostPixels);
    }
    return RecordJson.with(this, inForce);
  }

  /** Rows and columns. */
  public record Size(int height, int width) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})(?:[xX]([1-9]\\d{0,5}))?");

    /** Those of each image. */
    public static final Size BUCKET = new Size(0, 0);

    /**
     * Reads {@code 224}, {@code 240x320} or {@code bucket}.
     *
     * @throws InvalidParameterException if it is none of these
     */
    @JsonCreator
    public static Size parse(String text) {
      if (text.equals(BUCKET.toString())) {
        return BUCKET;
      }
      Matcher size = FORM.matcher(text);
      if (!size.matches()) {
        throw InvalidParameterException.outOfRange(
            "size",
            "must be 224 for a square, 240x320 for height x width, or bucket for each image's own",
            text);
      }
      int height = Integer.parseInt(size.group(1));
      return new Size(height, size.group(2) == null ? height : Integer.parseInt(size.group(2)));
    }

    private boolean isOfAll() {
      return !equals(BUCKET);
    }

    @JsonValue
    @Override
    public String toString() {
      return equals(BUCKET) ? "bucket" : height + "x" + width;
    }
  }

  /** How an image of another size or aspect fills the wanted one. */
  public enum Fit {
    /** Scaled until both sides are covered; what sticks out is cut off evenly on both ends. */
    COVER,
    /** Scaled until all of it fits, centered between bars of the opaque background. */
    CONTAIN,
    /** Both sides scaled apart; the aspect is lost. */
    STRETCH
  }

  /** The channels of every image. */
  public enum Channels {
    /** Gray if every image is gray, else RGB. */
    AUTO(0),
    RGB(3),
    GRAY(1),
    RGBA(4);

    private final int count;

    Channels(int count) {
      this.count = count;
    }

    /** How many; 0 if that is open. */
    public int count() {
      return count;
    }
  }

  /** The format of the files that are written. */
  public enum Format {
    /** As the source, if that is JPEG or PNG, else PNG. */
    AUTO,
    PNG,
    JPEG,
    /** Another word for {@link #JPEG}, which no record holds. */
    JPG,
    WEBP,
    TIFF,
    BMP;

    private static final int WEBP_SIDE = 16383;

    /** Refuses sizes that the format can't hold. */
    public void requireHolds(int height, int width) {
      if (this == WEBP && Math.max(height, width) > WEBP_SIDE) {
        throw contradiction(
            "format",
            "webp can't hold %dx%d pixels (height x width), but %d a side"
                .formatted(height, width, WEBP_SIDE),
            "use png");
      }
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which programs turn bytes into pixels and back. */
  public enum CodecChoice {
    /** The fastest there is: {@link #OPENCV} where it runs, {@link #IMAGEIO} elsewhere. */
    AUTO,
    /**
     * JPEG by OpenCV, 8-bit PNG by a codec of our own, all else by ImageIO; an error where OpenCV
     * does not run.
     */
    OPENCV,
    /** All but WebP by ImageIO and TwelveMonkeys: slower, without native libraries of ours. */
    IMAGEIO
  }

  /** What becomes of the orientation that an image's EXIF data tells. */
  public enum Exif {
    /** Images are turned upright. */
    APPLY,
    /** They stay as they are stored, as do the boxes and masks that were drawn on them so. */
    IGNORE
  }

  /** What becomes of colors that an image describes by an embedded profile. */
  public enum Icc {
    /** They are converted to sRGB, unless they are that already. */
    CONVERT,
    /** They are taken for sRGB as they are stored. */
    IGNORE
  }
}
