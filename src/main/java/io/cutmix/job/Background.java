package io.cutmix.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cutmix.mix.InvalidParameterException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The opaque color behind transparent pixels and in the bars of {@link ImageSpec.Fit#CONTAIN}.
 *
 * @param red 0..255
 * @param green 0..255
 * @param blue 0..255
 */
public record Background(int red, int green, int blue) {
  /** Black, the default. */
  public static final Background BLACK = new Background(0, 0, 0);

  private static final Background WHITE = new Background(255, 255, 255);
  private static final Pattern HEX = Pattern.compile("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})");
  private static final Pattern DECIMAL =
      Pattern.compile("(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})");

  public Background {
    if (((red | green | blue) & ~0xff) != 0) {
      throw InvalidParameterException.outOfRange(
          "background",
          "must have red, green and blue in 0..255",
          "%d,%d,%d".formatted(red, green, blue));
    }
  }

  /**
   * Reads {@code black}, {@code white}, {@code #rrggbb} or {@code r,g,b} (0..255), in any case.
   *
   * @throws IllegalArgumentException naming the text and the accepted forms
   */
  @JsonCreator
  public static Background parse(String text) {
    String color = text.strip().toLowerCase(Locale.ROOT);
    Matcher hex = HEX.matcher(color);
    Matcher decimal = DECIMAL.matcher(color);
    if (color.equals("black")) {
      return BLACK;
    } else if (color.equals("white")) {
      return WHITE;
    } else if (hex.matches()) {
      return of(hex, 16);
    } else if (decimal.matches()) {
      return of(decimal, 10);
    }
    throw InvalidParameterException.outOfRange(
        "background", "must be black, white, #rrggbb or r,g,b", text);
  }

  private static Background of(Matcher color, int radix) {
    return new Background(
        Integer.parseInt(color.group(1), radix),
        Integer.parseInt(color.group(2), radix),
        Integer.parseInt(color.group(3), radix));
  }

  /** {@code black}, {@code white} or {@code #rrggbb}. */
  @JsonValue
  @Override
  public String toString() {
    if (equals(BLACK) || equals(WHITE)) {
      return equals(BLACK) ? "black" : "white";
    }
    return "#%02x%02x%02x".formatted(red, green, blue);
  }
}
