package io.cutmix.cli.option;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The values of options by their long names without dashes, as the records of a job take them. */
final class OptionValues {
  private OptionValues() {}

  /** Those that are given or have a default, flags only where they are set. */
  static Map<String, Object> of(CommandSpec command) {
    Map<String, Object> values = new HashMap<>();
    for (OptionSpec option : command.options()) {
      Object value = option.getValue();
      if (value instanceof Collection<?> several) {
        value =
            several.isEmpty()
                ? null
                : several.stream().map(Object::toString).collect(Collectors.joining(","));
      }
      if (value != null && !value.equals(false)) {
        values.put(
            option.names()[0].substring(2), value instanceof Path ? value.toString() : value);
      }
    }
    return values;
  }
}
