package io.cutmix.cli;

import io.cutmix.cli.Message.Level;
import io.cutmix.dataset.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli finds wrong with a call, in a sentence that says what to write instead. */
final class WrongUsage {
  /** How picocli begins, before a converter's own words. */
  private static final Pattern INVALID = Pattern.compile("Invalid value for [^:]*: (.*)");

  private static final Pattern QUOTED = Pattern.compile("'([^']*)'[^']*");

  private WrongUsage() {}

  static Message message(ParameterException e) {
    Message message = Message.of(Level.ERROR, text(e));
    if (e.getArgSpec() instanceof OptionSpec option) {
      message = message.with("option", option.longestName());
    }
    return e.getValue() == null ? message : message.with("value", e.getValue());
  }

  private static String text(ParameterException e) {
    String text = String.valueOf(e.getMessage());
    if (e instanceof MissingParameterException missing && missing.getMissing().size() > 0) {
      return missing(text, missing.getMissing().get(0));
    }
    if (e instanceof OverwrittenOptionException overwritten
        && overwritten.getOverwritten() instanceof OptionSpec option) {
      return option.longestName() + " may be given only once; leave one out";
    }
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().get(0), e.getCommandLine().getCommandSpec());
    }
    if (text.startsWith("Unknown subcommand '")) {
      return unmatched(text.split("'", 3)[1], e.getCommandLine().getCommandSpec().root());
    }
    Matcher invalid = INVALID.matcher(text);
    return e.getArgSpec() != null && invalid.matches()
        ? name(e.getArgSpec()) + ": " + invalid(e.getArgSpec(), invalid.group(1))
        : text;
  }

  private static String missing(String text, ArgSpec arg) {
    return text.contains("for option")
        ? "%s needs a value; write %s %s".formatted(name(arg), name(arg), arg.paramLabel())
        : missing(arg);
  }

  /** That an option or parameter isn't there, and what it is. */
  static String missing(ArgSpec arg) {
    String what = arg.description()[0].split("[.;:] |\\.$", 2)[0];
    return arg instanceof OptionSpec option
        ? "%s is missing; write %s %s: %s"
            .formatted(name(arg), option.longestName(), arg.paramLabel(), what)
        : "%s is missing: %s".formatted(name(arg), what);
  }

  private static String unmatched(String word, CommandSpec command) {
    if (word.startsWith("-")) {
      return unknownOption(word.split("=", 2)[0], command);
    }
    if (!command.subcommands().isEmpty()) {
      return "unknown command '%s'%s".formatted(word, meant(word, command.subcommands().keySet()));
    }
    if (word.startsWith("@")) {
      return "there is no file '%s' to read options from; correct its name"
          .formatted(word.substring(1));
    }
    OptionSpec images = command.findOption("--images");
    boolean isImages =
        command.positionalParameters().isEmpty() && images != null && images.getValue() == null;
    return isImages
        ? "'%s' belongs to no option; write --images %s if it is the folder of pictures"
            .formatted(word, word)
        : "'%s' belongs to no option; put a value with spaces in quotes, or leave it out"
            .formatted(word);
  }

  private static String unknownOption(String name, CommandSpec command) {
    List<String> others =
        command.root().subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(other -> other.findOption(name) != null)
            .map(CommandSpec::name)
            .toList();
    if (!others.isEmpty() && command.parent() != null) {
      return "%s is no option of %s, but of %s; leave it out, or write another one"
          .formatted(name, command.name(), String.join(", ", others));
    }
    return "unknown option %s%s".formatted(name, meant(name, command));
  }

  private static String meant(String option, CommandSpec command) {
    Optional<String> known = Synonyms.of(option).filter(name -> command.findOption(name) != null);
    return known.isPresent()
        ? "; did you mean %s?".formatted(known.get())
        : meant(option, command.optionsMap().keySet());
  }

  private static String meant(String word, Collection<String> names) {
    return Spelling.nearest(word, names)
        .filter(name -> name.length() > 2)
        .map(name -> "; did you mean %s?".formatted(name))
        .orElse("; leave it out, or write another one");
  }

  private static String invalid(ArgSpec arg, String why) {
    Class<?> type = arg.auxiliaryTypes()[0];
    Matcher quoted = QUOTED.matcher(why);
    if (type == boolean.class) {
      return why + "; write %s alone, or leave it out".formatted(name(arg));
    }
    if (!type.isEnum() || !quoted.find()) {
      return why;
    }
    String word = quoted.group(1);
    while (quoted.find()) {
      word = quoted.group(1);
    }
    List<String> choices = Choices.of(type);
    Optional<String> nearest = Spelling.nearest(word, choices);
    return "'%s' is none of %s%s"
        .formatted(
            word,
            String.join(", ", choices),
            nearest
                .map(name -> "; did you mean %s?".formatted(name))
                .orElse("; write one of these"));
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }
}
