package io.cutmix.cli.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.cli.message.MessageOptions.LogFormat;
import io.cutmix.job.Problem;
import io.cutmix.mix.InvalidParameterException;
import java.io.PrintStream;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The one way a command prints: its result to standard output, as text or as a JSON document, and
 * messages to standard error, as text, JSON lines, or GitHub's annotations. No control character of
 * a name comes through.
 *
 * @param shell where to
 * @param options how, and how much
 * @param command the name of the command, for the document
 */
public record Console(Shell shell, MessageOptions options, String command) {
  /** Control characters, and those that turn the direction of what follows. */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cntrl}\\u0080-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]");

  /** The console that a command was called with. */
  public static Console of(Shell shell, CommandSpec command) {
    return new Console(shell, MessageOptions.of(command), command.name());
  }

  /** The console that a call asks for which failed before all of it was understood. */
  public static Console of(Shell shell, CommandSpec command, String... args) {
    return new Console(shell, MessageOptions.guessed(args), command.name());
  }

  /**
   * Checks what the options' types don't.
   *
   * @throws InvalidParameterException if two contradict each other
   */
  public void check() {
    if (options.all) {
      throw InvalidParameterException.contradiction(
          "all", "is for %s", "give both or neither", "help");
    }
    if (options.quiet && options.verbose) {
      throw InvalidParameterException.contradiction(
          "quiet", "and %s exclude each other", "use one", "verbose");
    }
  }

  public boolean isVerbose() {
    return options.verbose;
  }

  /** Prints what may be of interest, unless only errors are wanted. */
  public void note(String text) {
    if (!options.quiet) {
      print(Message.note(text));
    }
  }

  /** Prints a warning, unless only errors are wanted. */
  public void warn(Problem warning) {
    if (!options.quiet) {
      print(Message.warning(warning));
    }
  }

  /**
   * Prints the result: the text, unless only errors are wanted and it is none, or with {@code
   * --json} a document of the command's name, the exit code and these fields.
   *
   * @param exitCode what the command returns
   * @param text ends with a line feed
   * @return the exit code
   */
  public int result(int exitCode, String text, ObjectNode fields) {
    return styledResult(exitCode, visible(text), fields);
  }

  /** The same for a text whose control characters are meant, and not those of any name. */
  public int styledResult(int exitCode, String text, ObjectNode fields) {
    Interruption.awaitEndIfNear();
    if (options.json) {
      document(exitCode, fields);
    } else if (!options.quiet || ExitCode.isFailure(exitCode)) {
      shell.out().print(text);
    }
    return exitCode;
  }

  /**
   * Prints errors, and with {@code --json} a document of them.
   *
   * @param shown of them as text
   * @param errors all of them
   * @param hint what is to follow where text is wanted, or nothing
   * @return the exit code
   */
  int failure(int exitCode, List<Message> shown, List<Message> errors, String hint) {
    Interruption.awaitEndIfNear();
    shown.forEach(this::print);
    if (!hint.isEmpty() && options.logFormat == LogFormat.TEXT) {
      shell.err().println(visible(hint));
    }
    if (options.json) {
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      errors.forEach(error -> fields.withArray("errors").add(error.json()));
      document(exitCode, fields);
    }
    return exitCode;
  }

  /** The same where there is one. */
  int failure(int exitCode, Message error, String hint) {
    return failure(exitCode, List.of(error), List.of(error), hint);
  }

  /** Prints an error and ends the process, from any thread. */
  public void end(Problem problem) {
    Interruption.isTold();
    leaveBar();
    shell.exit().accept(failure(ExitCode.INPUT_OUTPUT, Message.error(problem), ""));
  }

  /** Prints that the process ends before its time, below what stands in the line. */
  void interrupted(Problem problem) {
    leaveBar();
    failure(ExitCode.INTERRUPTED, Message.error(problem), "");
  }

  private void leaveBar() {
    if (options.logFormat == LogFormat.TEXT) {
      shell.err().println();
    }
  }

  private void print(Message message) {
    PrintStream err = shell.err();
    if (options.logFormat == LogFormat.JSON) {
      err.println(visibleName(message.logLine().toString()));
    } else if (shell.isGitHub() && message.level() != Message.Level.INFO) {
      err.println(visibleName(message.annotation(shell.variables())));
    } else {
      err.println("cutmix: " + visibleName(message.text()));
    }
  }

  private void document(int exitCode, ObjectNode fields) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("command", command);
    if (exitCode != ExitCode.INTERRUPTED) {
      document.put("exit_code", exitCode);
    }
    document.put("exit_reason", ExitCode.reason(exitCode));
    document.setAll(fields);
    // What is escaped for a terminal is escaped as JSON has it.
    shell.out().println(visible(document.toPrettyString()));
  }

  /** Starts to show how far a step is. */
  public Progress progress(Progress.Step step) {
    if (options.quiet) {
      return Progress.none();
    }
    return shell.isTerminal() && options.logFormat == LogFormat.TEXT
        ? Progress.bar(step, shell.err(), shell.width())
        : Progress.lines(step, this::note);
  }

  /** The text with what a terminal would obey made visible, but tabs and line feeds. */
  static String visible(String text) {
    return INVISIBLE
        .matcher(text)
        .replaceAll(found -> "\n\t".contains(found.group()) ? found.group() : escaped(found));
  }

  /** The same of a name, which stays in one line. */
  public static String visibleName(String name) {
    return INVISIBLE.matcher(name).replaceAll(Console::escaped);
  }

  private static String escaped(MatchResult found) {
    return "\\\\u%04x".formatted((int) found.group().charAt(0));
  }
}
