package io.cutmix.cli;

import io.cutmix.cli.Message.Level;
import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli finds wrong with a call, in a sentence that says what to write instead. */
final class WrongUsage {
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
      List<String> suggestions = unmatched.getSuggestions();
      return suggestions.isEmpty()
          ? text
          : text + "; did you mean " + String.join(" or ", suggestions) + "?";
    }
    return text;
  }

  private static String missing(String text, ArgSpec arg) {
    boolean isGiven = text.contains("for option");
    String name = arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    return isGiven
        ? "%s needs a value: %s %s".formatted(name, name, arg.paramLabel())
        : "%s is missing: %s".formatted(name, arg.description()[0]);
  }
}
