package io.cutmix.cli.terminal;

import java.io.PrintStream;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * The line of a terminal in which a bar is drawn again each time, as wide as the terminal then is.
 * (If the library asks the terminal itself, Ctrl-C ends the process before any shutdown hook.)
 */
final class TerminalLine implements ProgressBarConsumer {
  /** Erases from here to the end of the screen. */
  private static final String ERASE = "\u001b[J";

  private final PrintStream terminal;
  private final IntSupplier width;
  private int drawn;

  /**
   * @param width columns, asked for again each time something is drawn
   */
  TerminalLine(PrintStream terminal, IntSupplier width) {
    this.terminal = terminal;
    this.width = width;
  }

  /** One column is left free: a full line would move on to the next. */
  @Override
  public int getMaxRenderedLength() {
    return Math.max(1, width.getAsInt() - 1);
  }

  @Override
  public void accept(String line) {
    if (!line.isEmpty()) {
      terminal.print(start() + line + ERASE);
      terminal.flush();
      drawn = line.length();
    }
  }

  /** A terminal that became narrower has broken the line into several. */
  private String start() {
    int rows = drawn <= 1 ? 0 : (drawn - 1) / Math.max(1, width.getAsInt());
    return "\r" + (rows > 0 ? "\u001b[" + rows + "A" : "");
  }

  @Override
  public void close() {
    if (drawn > 0) {
      terminal.println();
    }
  }
}
