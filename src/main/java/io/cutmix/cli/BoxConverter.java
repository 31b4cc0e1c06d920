package io.cutmix.cli;

import io.cutmix.job.Problem;
import io.cutmix.mix.Box;
import io.cutmix.mix.InvalidParameterException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** {@code x1,y1,x2,y2} as a box. */
final class BoxConverter implements ITypeConverter<Box> {
  private static final Pattern NUMBERS =
      Pattern.compile("(-?\\d{1,9}),(-?\\d{1,9}),(-?\\d{1,9}),(-?\\d{1,9})");

  @Override
  public Box convert(String text) {
    Matcher numbers = NUMBERS.matcher(text.replace(" ", ""));
    if (!numbers.matches()) {
      throw new WrongValueException(
          Problem.of("'%s' is not of the form x1,y1,x2,y2", text)
              .remedy("write four pixel numbers: 10,10,50,50"));
    }
    try {
      return new Box(
          Integer.parseInt(numbers.group(1)),
          Integer.parseInt(numbers.group(2)),
          Integer.parseInt(numbers.group(3)),
          Integer.parseInt(numbers.group(4)));
    } catch (InvalidParameterException e) {
      throw new WrongValueException(Problem.of(e.what(name -> name)).value(text));
    }
  }
}
