package io.cutmix.job;

import java.io.IOException;

/** Runs many steps, at once or one after another. */
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

  /**
   * The same for a great many small steps, some hundred of them as one.
   *
   * @throws IOException that of the lowest index that failed
   */
  default void inChunks(int count, Step step) throws IOException {
    int size = 256;
    forEach(
        (count + size - 1) / size,
        chunk -> {
          for (int i = chunk * size; i < Math.min(count, (chunk + 1) * size); i++) {
            step.run(i);
          }
        });
  }

  /**
   * Says that whoever runs steps here will only wait from now on and holds hardly any memory, so
   * that others may begin in its place.
   */
  default void onlyWaits() {}

  /** What is done for one index; must be safe to run for several at once. */
  @FunctionalInterface
  interface Step {
    void run(int index) throws IOException;
  }
}
