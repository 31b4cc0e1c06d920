package io.cutmix.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words for the values of an option that has few. */
final class Choices {
  private Choices() {}

  /** As users write them: {@code different-class}. */
  static List<String> of(Class<?> type) {
    return Stream.of(type.getEnumConstants())
        .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }
}
