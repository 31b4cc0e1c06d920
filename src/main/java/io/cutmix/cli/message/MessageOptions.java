package io.cutmix.cli.message;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that every command has: what it prints, and how. */
@Command(versionProvider = Version.class, sortOptions = false, optionListHeading = "%nMessages:%n")
public final class MessageOptions {
  @Option(names = "--json")
  public boolean json;

  @Option(names = "--log-format", paramLabel = "text|json")
  LogFormat logFormat = LogFormat.TEXT;

  @Option(names = {"--quiet", "-q"})
  boolean quiet;

  @Option(names = {"--verbose", "-v"})
  public boolean verbose;

  @Option(
      names = {"--help", "-h"},
      usageHelp = true)
  boolean help;

  @Option(names = "--all")
  public boolean all;

  @Option(
      names = {"--version", "-V"},
      versionHelp = true)
  boolean version;

  /** What {@code --log-format} may be. */
  enum LogFormat {
    TEXT,
    JSON
  }

  /** Those that a command was called with; none are set of a command without. */
  public static MessageOptions of(CommandSpec command) {
    return command.mixins().values().stream()
        .map(CommandSpec::userObject)
        .filter(MessageOptions.class::isInstance)
        .map(MessageOptions.class::cast)
        .findFirst()
        .orElseGet(MessageOptions::new);
  }

  /** Those of a call that failed before all of it was understood. */
  static MessageOptions guessed(String... args) {
    List<String> words = List.of(args);
    MessageOptions options = new MessageOptions();
    options.json = words.contains("--json");
    int format = words.indexOf("--log-format") + 1;
    if (words.contains("--log-format=json")
        || (format > 0 && format < words.size() && words.get(format).equals("json"))) {
      options.logFormat = LogFormat.JSON;
    }
    return options;
  }
}
