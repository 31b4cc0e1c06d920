package io.cutmix.cli.option;

import io.cutmix.cli.message.WrongValueException;
import picocli.CommandLine.ITypeConverter;

/** {@code 1%} or {@code 0.01} as a number. */
public final class Share implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    String number = text.strip();
    boolean percent = number.endsWith("%");
    try {
      return percent
          ? Double.parseDouble(number.substring(0, number.length() - 1)) / 100
          : Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw WrongValueException.of(text, "share", "write 1% or 0.01");
    }
  }
}
