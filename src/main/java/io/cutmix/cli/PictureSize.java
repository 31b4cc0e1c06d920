package io.cutmix.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * Rows and columns, as {@code --size} takes them: {@code 224}, {@code 240x320}, or {@code bucket}
 * for those of each picture.
 */
record PictureSize(int height, int width) {

  static final PictureSize BUCKET = new PictureSize(0, 0);

  @Override
  public String toString() {
    return equals(BUCKET) ? "bucket" : height + "x" + width;
  }

  /** Text to size. */
  static final class Converter implements ITypeConverter<PictureSize> {
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5})(?:[xX]([1-9]\\d{0,5}))?");

    @Override
    public PictureSize convert(String text) {
      if (text.equals(BUCKET.toString())) {
        return BUCKET;
      }
      Matcher size = SIZE.matcher(text);
      if (!size.matches()) {
        throw WrongValueException.of(
            text,
            "size",
            "write 224 for a square, 240x320 for height x width, or bucket for each image's own");
      }
      int height = Integer.parseInt(size.group(1));
      return new PictureSize(
          height, size.group(2) == null ? height : Integer.parseInt(size.group(2)));
    }
  }
}
