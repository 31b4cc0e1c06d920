package io.cutmix.cli.message;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** What the process says at its end. An interrupted one ends with 128 and the signal's number. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int USAGE = 2;
  public static final int INPUT_OUTPUT = 3;
  public static final int BUG = 4;

  /** Not 1, with which Java itself ends when it can't start. */
  public static final int SKIPPED = 5;

  /** The process itself can't say by which signal, so this isn't what it ends with. */
  static final int INTERRUPTED = 128;

  private ExitCode() {}

  /** Has the help of these commands list them. */
  public static void listedBy(CommandLine commandLine) {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put("" + DONE, "all done");
    meanings.put("" + USAGE, "wrong usage");
    meanings.put("" + INPUT_OUTPUT, "input or output failed");
    meanings.put("" + BUG, "a bug in cutmix");
    meanings.put("" + SKIPPED, "done, but some samples were skipped (--on-error skip)");
    meanings.put("130/143", "interrupted; give the same command again to resume");
    commandLine
        .getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(meanings);
    commandLine.getSubcommands().values().forEach(ExitCode::listedBy);
  }

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
