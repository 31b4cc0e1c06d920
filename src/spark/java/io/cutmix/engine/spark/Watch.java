package io.cutmix.engine.spark;

import io.cutmix.work.Engine;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;

/**
 * Waits for a job, tells a listener how far it is, and ends it once a unit has failed. Spark may
 * stop at any time, as when it doesn't reach its master; a job begun at that moment never ends.
 */
final class Watch {
  private static final int MILLIS = 300;

  private final SparkContext spark;
  private final Tally tally;
  private final Engine.Listener listener;
  private long images;
  private long skipped;

  Watch(SparkContext spark, Tally tally, Engine.Listener listener) {
    this.spark = spark;
    this.tally = tally;
    this.listener = listener;
  }

  /**
   * Returns when all is done or a unit has failed.
   *
   * @throws ExecutionException if Spark gave up
   * @throws IllegalStateException if Spark was stopped, and doesn't say what became of the job
   */
  void await(JavaFutureAction<Void> job) throws ExecutionException, InterruptedIOException {
    try {
      while (!ended(job)) {
        tell();
        if (tally.failed()) {
          job.cancel(false);
        }
      }
    } catch (CancellationException e) {
      // A unit has failed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      tell();
    }
  }

  private boolean ended(JavaFutureAction<Void> job)
      throws ExecutionException, InterruptedException {
    boolean stopped = spark.isStopped();
    try {
      job.get(MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      if (stopped) {
        throw new IllegalStateException("Spark was stopped", e);
      }
      return false;
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
}
