package io.cutmix.cli;

import io.cutmix.cli.terminal.Progress;
import io.cutmix.verify.Verification.Watcher;

/** Shows how far a verification is, a step after the other. */
final class VerifyProgress implements Watcher, AutoCloseable {
  private final Console console;
  private volatile Progress step;

  VerifyProgress(Console console) {
    this.console = console;
    this.step = Progress.none();
  }

  @Override
  public void begins(String name, String unit, long total) {
    step.close();
    step = console.progress(new Progress.Step(name, unit, total, true));
  }

  @Override
  public void checked(long more) {
    step.advance(more);
  }

  @Override
  public void differed() {
    step.failed(1, "different");
  }

  @Override
  public void close() {
    step.close();
  }
}
