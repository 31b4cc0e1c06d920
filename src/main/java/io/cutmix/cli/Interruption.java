package io.cutmix.cli;

import java.nio.file.Path;

/** Tells the user what an end of the process by a signal means for the run. */
final class Interruption {
  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  static Interruption explainedOn(Console console, Path out) {
    Thread hook =
        new Thread(
            () ->
                console.interrupted(
                    "interrupted; %s is incomplete, the same command goes on from there"
                        .formatted(out)));
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
