package io.cutmix.cli.message;

import io.cutmix.cli.message.Message.Level;
import io.cutmix.dataset.Spelling;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.InvalidParameterException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a call, and what to write instead. */
public final class WrongUsage {
  private static final String ANOTHER = "leave it out, or write another one";

  private WrongUsage() {}

  /** A parameter of the library is an option here. */
  static Message message(InvalidParameterException e, CommandSpec command) {
    UnaryOperator<String> name =
        parameter -> command.findOption("--" + parameter) == null ? parameter : "--" + parameter;
    String blamed = name.apply(e.parameter());
    Problem problem = problem(blamed + " " + e.what(name), e.value(), e.remedy(name));
    return message(problem, Optional.ofNullable(command.findOption(blamed)));
  }

  /** What picocli or a converter found. */
  static Message message(ParameterException e, String... args) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing.getMissing().get(0), List.of(args));
    }
    if (e instanceof OverwrittenOptionException overwritten) {
      ArgSpec arg = overwritten.getOverwritten();
      return message(
          Problem.of(name(arg) + " may be given only once").remedy("leave one out"), option(arg));
    }
    if (e instanceof UnmatchedArgumentException unmatched) {
      return Message.error(unmatched(unmatched.getUnmatched().get(0), command));
    }
    if (e.getCause() instanceof InvalidParameterException wrong) {
      return message(wrong, command);
    }
    ArgSpec arg = e.getArgSpec();
    return e.getCause() instanceof IOException wrong && arg != null
        ? message(about(name(arg), ProblemException.of(wrong).problems().get(0)), option(arg))
        : Message.error(Problem.of(String.valueOf(e.getMessage())));
  }

  private static Message missing(ArgSpec arg, List<String> args) {
    if (!(arg instanceof OptionSpec option)) {
      return message(
          Problem.of("%s is missing: %s".formatted(name(arg), meaning(arg))), option(arg));
    }
    boolean isThere = Stream.of(option.names()).anyMatch(args::contains);
    return isThere
        ? message(
            Problem.of(name(arg) + " needs a value")
                .remedy("write %s %s".formatted(name(arg), arg.paramLabel())),
            option(arg))
        : message(missing(option), option.command());
  }

  /** That an option isn't there, and what it is. */
  public static InvalidParameterException missing(OptionSpec option) {
    return InvalidParameterException.contradiction(
        name(option).substring("--".length()),
        "is missing",
        "write %s %s: %s".formatted(name(option), option.paramLabel(), meaning(option)));
  }

  /** The description's first sentence or part of one. */
  private static String meaning(ArgSpec arg) {
    return arg.description()[0].split("[.;:] |\\.$", 2)[0];
  }

  private static Problem unmatched(String word, CommandSpec command) {
    if (word.startsWith("-")) {
      return unknownOption(word.split("=", 2)[0], command);
    }
    if (!command.subcommands().isEmpty()) {
      Set<String> commands = command.subcommands().keySet();
      return Problem.of("unknown command '%s'", word)
          .remedy(meant(word, commands, "write one of " + String.join(", ", commands)));
    }
    if (word.startsWith("@")) {
      return Problem.of("there is no file '%s' to read options from", word.substring(1))
          .remedy("correct its name");
    }
    OptionSpec images = command.findOption("--images");
    boolean isImages =
        command.positionalParameters().isEmpty() && images != null && images.getValue() == null;
    return Problem.of("'%s' belongs to no option", word)
        .remedy(
            isImages
                ? "write --images %s if it is the folder of images".formatted(word)
                : "put a value with spaces in quotes, or leave it out");
  }

  private static Problem unknownOption(String name, CommandSpec command) {
    List<String> others =
        command.root().subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(other -> other.findOption(name) != null)
            .map(CommandSpec::name)
            .toList();
    if (!others.isEmpty() && command.parent() != null) {
      return Problem.of(
              "%%s is no option of %s, but of %s"
                  .formatted(command.name(), String.join(", ", others)),
              name)
          .remedy(ANOTHER);
    }
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^-+", "");
    return Problem.of("unknown option %s", name)
        .remedy(
            text("synonym." + plain, command)
                .or(() -> Optional.of("--" + plain))
                .filter(ours -> command.findOption(ours) != null)
                .map(WrongUsage::meant)
                .or(() -> text("none." + plain, command))
                .orElseGet(() -> meant(name, command.optionsMap().keySet(), ANOTHER)));
  }

  /** What {@code help.properties} holds under a key, such as another tool's name for an option. */
  private static Optional<String> text(String key, CommandSpec command) {
    ResourceBundle texts = command.root().resourceBundle();
    return texts.containsKey(key) ? Optional.of(texts.getString(key)) : Optional.empty();
  }

  private static String meant(String word, Collection<String> names, String otherwise) {
    return Spelling.nearest(word, names)
        .filter(name -> name.length() > 2)
        .map(WrongUsage::meant)
        .orElse(otherwise);
  }

  private static String meant(String name) {
    return "did you mean %s?".formatted(name);
  }

  private static Problem about(String name, Problem problem) {
    return problem(name + ": " + problem.what(), problem.value(), problem.remedy());
  }

  private static Problem problem(String what, Optional<String> value, Optional<String> remedy) {
    Problem problem = Problem.of(what);
    problem = value.isPresent() ? problem.value(value.get()) : problem;
    return remedy.isPresent() ? problem.remedy(remedy.get()) : problem;
  }

  private static Message message(Problem problem, Optional<OptionSpec> option) {
    return new Message(Level.ERROR, problem, option.map(WrongUsage::name));
  }

  private static Optional<OptionSpec> option(ArgSpec arg) {
    return arg instanceof OptionSpec option ? Optional.of(option) : Optional.empty();
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.names()[0] : arg.paramLabel();
  }
}
