package io.cutmix.train;

import java.io.IOException;
import java.util.List;

/** The samples of an output folder, in the order of their file numbers. Thread-safe. */
interface StoredSamples {
  int size();

  /** Names of the labels' numbers. */
  List<String> classes();

  /**
   * Reads a sample.
   *
   * @param number from 0 to {@link #size}, exclusive
   */
  StoredSample read(int number) throws IOException;
}
