package io.cutmix.cli;

import java.io.PrintStream;
import java.nio.file.Path;

/** Tells the user what an end of the process by a signal means for the run. */
final class Interruption {
  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  static Interruption explainedOn(PrintStream err, Path out) {
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

  void noLongerExplained() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already; the hook runs.
    }
  }
}
