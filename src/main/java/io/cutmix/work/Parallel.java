package io.cutmix.work;

import java.io.IOException;

/** Runs a step for each image of a batch, at once or one after another. */
@FunctionalInterface
public interface Parallel {

  /** One after another, in this thread. */
  Parallel SEQUENTIAL =
      (count, step) -> {
        for (int i = 0; i < count; i++) {
          step.run(i);
        }
      };

  /**
   * Runs {@code step} for {@code 0..count-1} and returns when all are done.
   *
   * @throws IOException that of the lowest index that failed
   */
  void forEach(int count, Step step) throws IOException;

  /** What is done for one index; must be safe to run for several at once. */
  @FunctionalInterface
  interface Step {
    void run(int index) throws IOException;
  }
}
