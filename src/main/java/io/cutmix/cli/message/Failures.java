package io.cutmix.cli.message;

import io.cutmix.dataset.ShardPattern;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.work.SampleException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The one way a failure becomes messages and an exit code.
 *
 * @param shell where it is reported
 */
public record Failures(Shell shell) {
  /** What is wrong where standard output is a file that can't be written. */
  public static final Problem OUTPUT_LOST =
      Problem.of("standard output takes no more").remedy("make room on its disk");

  /** What to write instead. */
  public int wrongUsage(ParameterException e, String[] args) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    return wrongUsage(WrongUsage.message(e, args), Console.of(shell, command, args), command);
  }

  /** A line for each thing the user can fix; otherwise the stack trace. */
  public int failed(Exception e, CommandLine commandLine, ParseResult parsed) {
    CommandSpec command = commandLine.getCommandSpec();
    Console console = Console.of(shell, command);
    if (e instanceof InvalidParameterException wrong) {
      return wrongUsage(WrongUsage.message(wrong, command), console, command);
    }
    boolean isWrapped =
        e instanceof UncheckedIOException || e instanceof DirectoryIteratorException;
    Throwable cause = isWrapped ? e.getCause() : e;
    return cause instanceof IOException failure
        ? failed(ProblemException.of(failure), command, console)
        : bug(e, console);
  }

  private static int wrongUsage(Message message, Console console, CommandSpec command) {
    return console.failure(
        ExitCode.USAGE, message, "Try '" + command.qualifiedName() + " --help'.");
  }

  private static int failed(ProblemException failure, CommandSpec command, Console console) {
    return console.failure(
        ExitCode.INPUT_OUTPUT,
        messages(failure, failure.shown(), command),
        messages(failure, failure.complete(), command),
        "");
  }

  /** What picocli lets through: memory or threads that run out, or a bug. */
  public int failed(Error e, CommandLine commandLine, String[] args) {
    Console console = Console.of(shell, commandLine.getCommandSpec(), args);
    if (!(e instanceof OutOfMemoryError)) {
      return bug(e, console);
    }
    String message = String.valueOf(e.getMessage());
    Problem problem =
        message.contains("native thread")
            ? Problem.of("no more threads can be made (" + message + ")")
                .remedy(
                    "use fewer --threads, or raise the limit of processes (ulimit -u, or"
                        + " --pids-limit of a container)")
            : Problem.of("out of memory (" + message + ")")
                .remedy(
                    "use fewer --threads%s, or give Java more by CUTMIX_JAVA_OPTS=-Xmx4g"
                        .formatted(
                            commandLine.getCommandSpec().findOption("--batch-size") == null
                                ? ""
                                : " or a smaller --batch-size"));
    return console.failure(ExitCode.INPUT_OUTPUT, Message.error(problem), "");
  }

  /** The result didn't get to where standard output leads. */
  public int outputLost(CommandLine commandLine, String[] args) {
    return Console.of(shell, commandLine.getCommandSpec(), args)
        .failure(ExitCode.INPUT_OUTPUT, Message.error(OUTPUT_LOST), "");
  }

  private static int bug(Throwable e, Console console) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    String lines = trace.toString().stripTrailing();
    Problem problem =
        Problem.of("this is a bug")
            .value(lines)
            .remedy("please report it with the command and what follows");
    return console.failure(ExitCode.BUG, Message.error(problem), lines);
  }

  private static List<Message> messages(
      ProblemException e, List<Problem> problems, CommandSpec command) {
    return problems.stream()
        .map(problem -> e instanceof SampleException ? inFolder(problem, command) : problem)
        .map(Message::error)
        .toList();
  }

  /** The sample's file is below the folder that the command was given. */
  private static Problem inFolder(Problem problem, CommandSpec command) {
    OptionSpec images = command.findOption("--images");
    String sample = problem.place().file();
    return sample.isEmpty() || images == null || images.getValue() == null
        ? problem
        : problem.at(ShardPattern.place(images.getValue().toString(), sample));
  }
}
