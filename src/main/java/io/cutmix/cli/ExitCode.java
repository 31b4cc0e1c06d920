package io.cutmix.cli;

/** What the process says at its end. An interrupted one ends with 128 and the signal's number. */
final class ExitCode {
  static final int DONE = 0;
  static final int SKIPPED = 1;
  static final int USAGE = 2;
  static final int INPUT_OUTPUT = 3;
  static final int BUG = 4;

  /** The process itself can't say by which signal, so this isn't what it ends with. */
  static final int INTERRUPTED = 128;

  private ExitCode() {}

  /** A word for it, for machines. */
  static String reason(int exitCode) {
    return switch (exitCode) {
      case DONE -> "done";
      case SKIPPED -> "skipped";
      case USAGE -> "usage";
      case INPUT_OUTPUT -> "input_output";
      case BUG -> "bug";
      default -> "interrupted";
    };
  }
}
