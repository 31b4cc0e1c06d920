package io.cutmix.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one way a failure becomes a message and an exit code. */
final class Failures {
  private Failures() {}

  /** A line on what to write instead. */
  static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("cutmix: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  /** One line if the user can mend it; otherwise the stack trace. */
  static int failed(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    Throwable cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
    if (cause instanceof IOException failure) {
      err.println("cutmix: " + message(failure));
      return ExitCode.INPUT_OUTPUT;
    }
    return bug(e, err);
  }

  /** What picocli lets through: memory that is too small for the pictures, or a bug. */
  static int failed(Error e, PrintWriter err) {
    if (!(e instanceof OutOfMemoryError)) {
      return bug(e, err);
    }
    err.printf(
        "cutmix: out of memory (%s); use fewer --threads or a smaller --batch-size, or give Java"
            + " more by CUTMIX_JAVA_OPTS=-Xmx4g%n",
        e.getMessage());
    return ExitCode.INPUT_OUTPUT;
  }

  private static int bug(Throwable e, PrintWriter err) {
    err.println("cutmix: this is a bug; please report it with the command and what follows:");
    e.printStackTrace(err);
    return ExitCode.BUG;
  }

  private static String message(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + reason(file);
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
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
