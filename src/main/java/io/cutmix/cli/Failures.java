package io.cutmix.cli;

import io.cutmix.cli.Message.Level;
import io.cutmix.dataset.DatasetException;
import io.cutmix.pipeline.SampleException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The one way a failure becomes a message and an exit code.
 *
 * @param shell where it is reported
 */
record Failures(Shell shell) {

  /** What to write instead. */
  int wrongUsage(ParameterException e, String[] args) {
    return wrongUsage(e, Console.of(shell, e.getCommandLine().getCommandSpec(), args));
  }

  /** A line for each thing the user can mend; otherwise the stack trace. */
  int failed(Exception e, CommandLine command, ParseResult parsed) {
    Console console = Console.of(shell, command.getCommandSpec());
    if (e instanceof UsageException usage) {
      return wrongUsage(usage.toldBy(command.getCommandSpec()), console);
    }
    Throwable cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
    if (cause instanceof SampleException failure) {
      return console.failure(
          ExitCode.INPUT_OUTPUT, List.of(error(failure, command.getCommandSpec())), "");
    }
    return cause instanceof IOException failure
        ? console.failure(ExitCode.INPUT_OUTPUT, errors(failure), "")
        : bug(e, console);
  }

  private int wrongUsage(ParameterException e, Console console) {
    return console.failure(
        ExitCode.USAGE,
        List.of(WrongUsage.message(e)),
        "Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
  }

  /** What picocli lets through: memory that is too small for the pictures, or a bug. */
  int failed(Error e, CommandLine commandLine, String[] args) {
    Console console = Console.of(shell, commandLine.getCommandSpec(), args);
    if (!(e instanceof OutOfMemoryError)) {
      return bug(e, console);
    }
    String text =
        "out of memory (%s); use fewer --threads or a smaller --batch-size, or give Java more by"
            + " CUTMIX_JAVA_OPTS=-Xmx4g";
    return console.failure(
        ExitCode.INPUT_OUTPUT,
        List.of(Message.of(Level.ERROR, text.formatted(e.getMessage()))),
        "");
  }

  private static int bug(Throwable e, Console console) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    String text = "this is a bug; please report it with the command and what follows:\n" + trace;
    return console.failure(
        ExitCode.BUG, List.of(Message.of(Level.ERROR, text.stripTrailing())), "");
  }

  /** The sample's file is below the folder that the command was given. */
  private static Message error(SampleException e, CommandSpec command) {
    Object folder = command.findOption("--images").getValue();
    return errors(e).get(0).about(folder + "/" + e.sample());
  }

  private static List<Message> errors(IOException e) {
    if (e instanceof DatasetException dataset) {
      return dataset.lines().stream().map(line -> Message.of(Level.ERROR, line)).toList();
    }
    if (e instanceof FileSystemException file && file.getReason() == null) {
      String text = file.getFile() + ": " + reason(file);
      return List.of(Message.of(Level.ERROR, text).about(String.valueOf(file.getFile())));
    }
    return List.of(Message.of(Level.ERROR, e.getMessage() == null ? e.toString() : e.getMessage()));
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "is there already";
    }
    return e.getClass().getSimpleName();
  }
}
