package io.cutmix.cli.message;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * What a command is called from; handed to the commands.
 *
 * @param out results
 * @param err everything else
 * @param variables of the environment
 * @param exit ends the process with a code from any thread
 */
public record Shell(
    PrintStream out, PrintStream err, Map<String, String> variables, IntConsumer exit) {
  /** Set by the launcher if standard error is a terminal. */
  private static final String TERMINAL_WIDTH = "cutmix.terminal.width";

  private static final int DEFAULT_WIDTH = 80;

  // Of stat(2).
  private static final int KIND_OF_FILE = 0xF000;
  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xC000;

  /** Whether results go to a reader, who may go away, and not to a file, whose disk may be full. */
  public static boolean leadsToReader() {
    try {
      int kind = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode") & KIND_OF_FILE;
      return kind == PIPE || kind == SOCKET;
    } catch (IOException | UnsupportedOperationException e) {
      return true;
    }
  }

  /** Whether messages are read by somebody at a terminal. */
  public boolean isTerminal() {
    return Integer.getInteger(TERMINAL_WIDTH) != null;
  }

  /** Columns of the terminal, or as many as are usual. */
  public int width() {
    return Integer.getInteger(TERMINAL_WIDTH, DEFAULT_WIDTH);
  }

  /** Columns of help, which needs at least 55 and is hard to read in very long lines. */
  public int helpWidth() {
    return Math.max(55, Math.min(width(), 120));
  }

  /** Whether this is a step of a GitHub workflow, which shows annotations. */
  boolean isGitHub() {
    return "true".equals(variables.get("GITHUB_ACTIONS"));
  }
}
