package io.cutmix;

import io.cutmix.cli.CutmixCommand;

/** Entry point of the command-line tool; the only place that ends the process. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    System.exit(CutmixCommand.run(args, System.out, System.err, System::exit));
  }
}
