package io.cutmix;

import io.cutmix.cli.CutmixCommand;

/** Entry point of the command-line tool; the only place that ends the process. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its code. */
  public static void main(String[] args) {
    int exit = CutmixCommand.run(args, System.out, System.err, System.getenv(), System::exit);
    // A cluster's own process, in which this may run, takes even an exit with 0 for a failure.
    if (exit != 0) {
      System.exit(exit);
    }
  }
}
