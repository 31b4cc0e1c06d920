package io.cutmix.verify;

import java.io.IOException;

/** Runs steps at once. */
@FunctionalInterface
public interface Workers {

  /** Runs {@code step} for {@code 0..count-1} and returns when all are done. */
  void forEach(int count, Step step) throws IOException;

  /** What is done for one index; must be safe to run for several at once. */
  @FunctionalInterface
  interface Step {
    void run(int index) throws IOException;
  }

  /** The same for a great many small steps. */
  static void inChunks(Workers workers, int count, Step step) throws IOException {
    int size = 256;
    workers.forEach(
        (count + size - 1) / size,
        chunk -> {
          for (int i = chunk * size; i < Math.min(count, (chunk + 1) * size); i++) {
            step.run(i);
          }
        });
  }
}
