package io.cutmix.cli.option;

import io.cutmix.dataset.Spelling;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.Size;
import io.cutmix.job.NamePattern;
import io.cutmix.job.OutputSpec.RowRange;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.Box;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;

/** Values as options take them; what is none is refused in words that aren't Java's. */
public final class Values {
  private Values() {}

  /** Has numbers, flags, choices and paths of a command and its subcommands read so. */
  public static void readBy(CommandLine command) {
    ITypeConverter<Double> number = number(Double::valueOf, "number, such as 0.5");
    ITypeConverter<Integer> whole = number(Integer::valueOf, "whole number, such as 8");
    ITypeConverter<Long> large = number(Long::valueOf, "whole number, such as 8");
    command
        .registerConverter(double.class, number)
        .registerConverter(Double.class, number)
        .registerConverter(int.class, whole)
        .registerConverter(Integer.class, whole)
        .registerConverter(long.class, large)
        .registerConverter(Long.class, large)
        .registerConverter(boolean.class, Values::flag)
        .registerConverter(Path.class, Values::path)
        .registerConverter(Background.class, Background::parse)
        .registerConverter(NamePattern.class, NamePattern::new)
        .registerConverter(Box.class, Box::parse)
        .registerConverter(Size.class, Size::parse)
        .registerConverter(RowRange.class, RowRange::parse);
    readChoices(command);
  }

  @SuppressWarnings("unchecked") // a converter of a class is one of the class
  private static void readChoices(CommandLine command) {
    for (ArgSpec arg : command.getCommandSpec().args()) {
      Class<Object> type = (Class<Object>) arg.auxiliaryTypes()[0];
      if (type.isEnum()) {
        command.registerConverter(type, text -> choice(type, text));
      }
    }
    command.getSubcommands().values().forEach(Values::readChoices);
  }

  /** The words for the values of an option that has few: {@code different-class}. */
  public static List<String> choices(Class<?> type) {
    return Stream.of(type.getEnumConstants()).map(Values::word).toList();
  }

  private static String word(Object value) {
    return word(((Enum<?>) value).name());
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object choice(Class<?> type, String text) throws ProblemException {
    return Stream.of(type.getEnumConstants())
        .filter(value -> word(value).equals(word(text)))
        .findFirst()
        .orElseThrow(() -> noChoice(text, choices(type)));
  }

  private static ProblemException noChoice(String text, List<String> choices) {
    return new ProblemException(
        Problem.of("'%s' is none of " + String.join(", ", choices), text)
            .remedy(
                Spelling.nearest(text, choices)
                    .map("did you mean %s?"::formatted)
                    .orElse("write one of these")));
  }

  private static <T> ITypeConverter<T> number(Function<String, T> parser, String what) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (NumberFormatException e) {
        throw new ProblemException(Problem.of("'%s' is no " + what + ", or too large", text));
      }
    };
  }

  private static boolean flag(String text) throws ProblemException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ProblemException(
              Problem.of("'%s' is neither true nor false", text)
                  .remedy("write the option alone, or leave it out"));
    };
  }

  /** Of this machine, or behind a URI. */
  private static Path path(String text) throws IOException {
    if (text.isEmpty()) {
      throw new ProblemException(
          Problem.of("'' is no path").remedy("write one; a variable may not be set"));
    }
    try {
      return Storage.path(text);
    } catch (InvalidPathException e) {
      throw new ProblemException(Problem.of("'%s' is no path", text));
    }
  }
}
