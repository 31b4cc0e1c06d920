package io.cutmix.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Gives options the values that a run recorded, by the way that they came in. */
final class OptionsOnRecord {
  private OptionsOnRecord() {}

  /**
   * Reads those options that the object has.
   *
   * @param record values by long names
   * @param wanted which of them, by these names
   * @return the same object
   * @throws ParameterException if a value is none
   */
  static <T> T readInto(T options, ObjectNode record, Predicate<String> wanted) {
    CommandLine parser = new CommandLine(options);
    Values.readBy(parser);
    parser.parseArgs(
        record.properties().stream()
            .filter(option -> parser.getCommandSpec().findOption("--" + option.getKey()) != null)
            .filter(option -> wanted.test(option.getKey()))
            .map(OptionsOnRecord::word)
            .toArray(String[]::new));
    return options;
  }

  private static String word(Map.Entry<String, JsonNode> option) {
    return "--" + option.getKey() + "=" + option.getValue().asText();
  }
}
