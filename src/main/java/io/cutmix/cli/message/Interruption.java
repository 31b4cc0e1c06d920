package io.cutmix.cli.message;

import io.cutmix.job.Problem;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What an end of the process by a signal means for the user, reported when it comes. */
public record Interruption(Console console, Problem problem) {
  private static final AtomicReference<@Nullable Interruption> LAST = new AtomicReference<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Interruption::explain));
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

  /** From now on an end of the process is one that has been told. */
  static void isTold() {
    LAST.set(null);
  }

  private static void explain() {
    Interruption last = LAST.get();
    if (last != null) {
      last.console.interrupted(last.problem);
    }
  }
}
