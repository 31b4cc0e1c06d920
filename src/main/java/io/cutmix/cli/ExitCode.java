package io.cutmix.cli;

/** What the process says at its end. An interrupted one ends with 128 and the signal's number. */
final class ExitCode {
  static final int DONE = 0;
  static final int SKIPPED = 1;
  static final int USAGE = 2;
  static final int INPUT_OUTPUT = 3;
  static final int BUG = 4;

  private ExitCode() {}
}
