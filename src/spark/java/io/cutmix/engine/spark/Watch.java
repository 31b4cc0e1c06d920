package io.cutmix.engine.spark;

import io.cutmix.work.Engine;

/** Tells a listener how far a job is while it runs, and ends the job once a unit has failed. */
final class Watch implements AutoCloseable {
  private static final int MILLIS = 300;

  private final Tally tally;
  private final Engine.Listener listener;
  private final Runnable cancel;
  private final Thread thread;
  private long images;
  private long skipped;

  private Watch(Tally tally, Engine.Listener listener, Runnable cancel) {
    this.tally = tally;
    this.listener = listener;
    this.cancel = cancel;
    this.thread = new Thread(this::look, "cutmix-progress");
  }

  static Watch start(Tally tally, Engine.Listener listener, Runnable cancel) {
    Watch watch = new Watch(tally, listener, cancel);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(MILLIS);
        tell();
        if (tally.failed()) {
          cancel.run();
        }
      }
    } catch (InterruptedException e) {
      // The job is over.
    }
  }

  private void tell() {
    long newImages = tally.images() - images;
    long newSkipped = tally.skipped() - skipped;
    images += newImages;
    skipped += newSkipped;
    if (newImages + newSkipped > 0) {
      listener.finished(newImages, newSkipped);
    }
  }

  /** Tells the rest. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    tell();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
