package io.cutmix.pipeline;

import io.cutmix.job.Counts;
import java.io.IOException;
import java.util.Optional;

/** Does one unit of work at a time. Owns native memory. Thread-safe for different units. */
public interface UnitTask extends AutoCloseable {

  /**
   * Does one unit; doing it again gives the same bytes.
   *
   * @param parallel runs the steps of single images
   * @return what became of it
   * @throws SampleException if a sample can't be read and that isn't to be skipped
   * @throws IOException if an image can't be written; after either exception the unit isn't done
   */
  Counts run(long unit, Parallel parallel) throws IOException;

  /**
   * A short text that differs if a file that the unit is made of was modified, as {@link
   * io.cutmix.output.UnitStates} tells.
   */
  String state(long unit) throws IOException;

  /** What the user should know of the units so far though nothing is wrong. */
  default Optional<String> warning() {
    return Optional.empty();
  }

  /** Frees the native memory; to be called when no unit is under way. */
  @Override
  void close();
}
