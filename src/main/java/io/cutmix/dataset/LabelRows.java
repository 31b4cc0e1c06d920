package io.cutmix.dataset;

import java.io.IOException;

/** The rows of an open label file, one after the other. Not thread-safe. */
sealed interface LabelRows permits CsvReader, JsonReader {

  /** Adds what the next row says to the samples; false if there was none. */
  boolean readOne() throws IOException;

  /** The labels of the rows so far. */
  LabelCollector labels();
}
