package io.cutmix.cli.message;

import io.cutmix.job.Problem;
import io.cutmix.storage.Storage;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What an end of the process by a signal means for the user, reported when it comes. */
public record Interruption(Console console, Problem problem) {
  private static final AtomicReference<@Nullable Interruption> LAST = new AtomicReference<>();
  private static final Object LOCK = new Object();
  private static final Thread TELLER = new Thread(Interruption::explain, "cutmix-interruption");

  static {
    Runtime.getRuntime().addShutdownHook(TELLER);
  }

  /** What is under way. */
  public interface Work<T, E extends Exception> {
    T done() throws E;
  }

  /** Does the work in this thread; while it is under way, that is what there is to say. */
  public static <T, E extends Exception> T explained(
      Console console, Problem problem, Work<T, E> work) throws E {
    Interruption outer = LAST.get();
    LAST.set(new Interruption(console, problem));
    try {
      return work.done();
    } finally {
      LAST.set(outer);
    }
  }

  /**
   * Does the last step of a work, which an interruption either keeps from beginning or waits for.
   *
   * @param after what there is to say from then on
   */
  public static void complete(Console console, Problem after, Storage.Write step)
      throws IOException {
    synchronized (LOCK) {
      awaitEndIfNear();
      step.run();
      LAST.set(new Interruption(console, after));
    }
  }

  /** Holds a thread that would say more than {@link #explain} once the process ends. */
  static void awaitEndIfNear() {
    synchronized (LOCK) {
      while (isEndNear() && !Thread.currentThread().equals(TELLER)) {
        try {
          LOCK.wait();
        } catch (InterruptedException e) {
          // The end is all that is left to wait for.
        }
      }
    }
  }

  /** Java refuses hooks from then on. */
  private static boolean isEndNear() {
    try {
      Thread hook = new Thread();
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** From now on an end of the process is one that has been told. */
  static void isTold() {
    LAST.set(null);
  }

  private static void explain() {
    synchronized (LOCK) {
      Interruption last = LAST.get();
      if (last != null) {
        last.console.interrupted(last.problem);
      }
    }
  }
}
