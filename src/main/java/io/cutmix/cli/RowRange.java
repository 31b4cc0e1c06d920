package io.cutmix.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * Some rows of a file.
 *
 * @param from number of the first, from 0
 * @param to number of the one after the last
 */
record RowRange(long from, long to) {
  static final RowRange ALL = new RowRange(0, Long.MAX_VALUE);

  @Override
  public String toString() {
    return from + ".." + to;
  }

  /** Reads {@code A..B}. */
  static final class Converter implements ITypeConverter<RowRange> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

    @Override
    public RowRange convert(String text) {
      Matcher numbers = FORM.matcher(text);
      if (numbers.matches()) {
        long from = Long.parseLong(numbers.group(1));
        long to = Long.parseLong(numbers.group(2));
        if (from < to) {
          return new RowRange(from, to);
        }
      }
      throw WrongValueException.of(
          text, "range of rows", "write the first and the one after the last: 0..1000");
    }
  }
}
