package io.cutmix.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The columns of the terminal, which may be resized at any time: asked for again when the last
 * answer is older than a quarter of a second. Thread-safe.
 */
public final class TerminalWidth implements IntSupplier {
  private int columns;
  private long asked = System.nanoTime();

  /** Of a terminal that has so many columns now, or where none answers. */
  public TerminalWidth(int columns) {
    this.columns = columns;
  }

  @Override
  public synchronized int getAsInt() {
    if (System.nanoTime() - asked > TimeUnit.MILLISECONDS.toNanos(250)) {
      columns = ask();
      asked = System.nanoTime();
    }
    return columns;
  }

  /** A library for terminals would change what Ctrl-C does. */
  private int ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] answer = stty.getInputStream().readAllBytes();
      String[] size = new String(answer, StandardCharsets.US_ASCII).strip().split(" ", 2);
      return stty.waitFor() == 0 ? Math.max(1, Integer.parseInt(size[1])) : columns;
    } catch (IOException | NumberFormatException e) {
      return columns;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return columns;
    }
  }
}
