package io.cutmix.mix;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rectangle of pixels, half-open: columns {@code [x1, x2)} and rows {@code [y1, y2)}. It may be
 * empty. Immutable and thread-safe.
 *
 * @param x1 first column, at least 0
 * @param y1 first row, at least 0
 * @param x2 column after the last, at least {@code x1}
 * @param y2 row after the last, at least {@code y1}
 */
public record Box(int x1, int y1, int x2, int y2) implements Serializable {

  private static final Pattern FORM =
      Pattern.compile("(-?\\d{1,9}),(-?\\d{1,9}),(-?\\d{1,9}),(-?\\d{1,9})");

  /** The box of a sample that isn't mixed. */
  public static final Box EMPTY = new Box(0, 0, 0, 0);

  /**
   * @throws InvalidParameterException if a coordinate is negative or the box is inverted
   */
  public Box {
    if (x1 < 0 || y1 < 0) {
      throw InvalidParameterException.outOfRange(
          "bbox", "must start at 0 or later", text(x1, y1, x2, y2));
    }
    if (x2 < x1 || y2 < y1) {
      throw InvalidParameterException.outOfRange(
          "bbox", "must have x1 <= x2 and y1 <= y2", text(x1, y1, x2, y2));
    }
  }

  /**
   * Reads {@code x1,y1,x2,y2}.
   *
   * @throws IllegalArgumentException if it isn't of that form, or no box
   */
  public static Box parse(String text) {
    Matcher numbers = FORM.matcher(text.replace(" ", ""));
    if (!numbers.matches()) {
      throw InvalidParameterException.outOfRange(
          "bbox", "must be four pixel numbers x1,y1,x2,y2 such as 10,10,50,50", text);
    }
    return new Box(
        Integer.parseInt(numbers.group(1)),
        Integer.parseInt(numbers.group(2)),
        Integer.parseInt(numbers.group(3)),
        Integer.parseInt(numbers.group(4)));
  }

  /**
   * The box of {@code cutWidth} × {@code cutHeight} pixels that has {@code ⌊cut/2⌋} of them before
   * the center, clipped to the image.
   *
   * @param centerX column of the center; may lie outside the image
   * @param centerY row of the center; may lie outside the image
   */
  static Box around(int centerX, int centerY, int cutWidth, int cutHeight, int height, int width) {
    int left = centerX - cutWidth / 2;
    int top = centerY - cutHeight / 2;
    return new Box(
        clip(left, width),
        clip(top, height),
        clip(left + cutWidth, width),
        clip(top + cutHeight, height));
  }

  private static int clip(int value, int size) {
    return Math.max(0, Math.min(value, size));
  }

  /** Columns in the box. */
  public int width() {
    return x2 - x1;
  }

  /** Rows in the box. */
  public int height() {
    return y2 - y1;
  }

  /** Pixels in the box. */
  public long area() {
    return (long) width() * height();
  }

  /**
   * λ: the share of an image that the box leaves as it was, {@code 1 - area / (height · width)}.
   *
   * @param height rows of the image, at least 1
   * @param width columns of the image, at least 1
   */
  public double keptFraction(int height, int width) {
    return 1 - (double) area() / ((double) height * width);
  }

  /**
   * This box, if it lies in an image of that size.
   *
   * @throws InvalidParameterException if it doesn't
   */
  Box requireInside(int height, int width) {
    if (x2 > width || y2 > height) {
      throw InvalidParameterException.outOfRange(
          "bbox", "must lie in the image of width %d and height %d".formatted(width, height), this);
    }
    return this;
  }

  /** {@code x1,y1,x2,y2}, as users write it. */
  @Override
  public String toString() {
    return text(x1, y1, x2, y2);
  }

  private static String text(int x1, int y1, int x2, int y2) {
    return x1 + "," + y1 + "," + x2 + "," + y2;
  }
}
