package io.cutmix.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers as options take them; what is none is refused in words that aren't Java's. */
final class Numbers {
  private Numbers() {}

  static void readBy(CommandLine commandLine) {
    commandLine
        .registerConverter(double.class, converter(Double::valueOf, "number, such as 0.5"))
        .registerConverter(Double.class, converter(Double::valueOf, "number, such as 0.5"))
        .registerConverter(int.class, converter(Integer::valueOf, "whole number, such as 8"))
        .registerConverter(Integer.class, converter(Integer::valueOf, "whole number, such as 8"))
        .registerConverter(long.class, converter(Long::valueOf, "whole number, such as 8"))
        .registerConverter(Long.class, converter(Long::valueOf, "whole number, such as 8"));
  }

  private static <T> ITypeConverter<T> converter(Function<String, T> parser, String what) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'%s' is no %s, or too large".formatted(text, what));
      }
    };
  }
}
