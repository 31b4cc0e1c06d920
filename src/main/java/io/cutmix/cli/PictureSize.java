package io.cutmix.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Rows and columns, as {@code --size} takes them: {@code 224} or {@code 240x320}. */
record PictureSize(int height, int width) {

  @Override
  public String toString() {
    return height + "x" + width;
  }

  /** Text to size. */
  static final class Converter implements ITypeConverter<PictureSize> {
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5})(?:[xX]([1-9]\\d{0,5}))?");

    @Override
    public PictureSize convert(String text) {
      Matcher size = SIZE.matcher(text);
      if (!size.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is no size; write 224 for a square or 240x320 for height x width");
      }
      int height = Integer.parseInt(size.group(1));
      return new PictureSize(
          height, size.group(2) == null ? height : Integer.parseInt(size.group(2)));
    }
  }
}
