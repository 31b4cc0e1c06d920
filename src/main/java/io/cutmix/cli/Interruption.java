package io.cutmix.cli;

import java.io.PrintStream;
import java.nio.file.Path;

/** While it is open, an end of the process by a signal is explained to the user. */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  static Interruption announcedOn(PrintStream err, Path out) {
    Thread hook =
        new Thread(
            () ->
                err.printf(
                    "%ncutmix: interrupted; %s is incomplete, the same command goes on from"
                        + " there%n",
                    out));
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already; the hook runs.
    }
  }
}
