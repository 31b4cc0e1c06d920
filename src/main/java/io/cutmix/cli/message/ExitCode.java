package io.cutmix.cli.message;

/** What the process says at its end. An interrupted one ends with 128 and the signal's number. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int USAGE = 2;
  public static final int INPUT_OUTPUT = 3;
  public static final int BUG = 4;

  /** Not 1, with which Java itself ends when it can't start. */
  public static final int SKIPPED = 5;

  /** Whoever read standard output has gone: 128 and the number of SIGPIPE, as of other programs. */
  public static final int CLOSED_PIPE = 141;

  /** The process itself can't say by which signal, so this isn't what it ends with. */
  static final int INTERRUPTED = 128;

  private ExitCode() {}

  static boolean isFailure(int exitCode) {
    return exitCode != DONE && exitCode != SKIPPED;
  }

  /** A word for it, for machines. */
  static String reason(int exitCode) {
    return switch (exitCode) {
      case DONE -> "done";
      case USAGE -> "usage";
      case INPUT_OUTPUT -> "input_output";
      case BUG -> "bug";
      case SKIPPED -> "skipped";
      default -> "interrupted";
    };
  }
}
