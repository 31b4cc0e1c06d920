package io.cutmix.output;

import java.io.Closeable;
import java.io.IOException;

/** One label file while it is written; complete once it is closed. */
interface LabelsWriter extends Closeable {

  /**
   * Adds a row.
   *
   * @param row as JSON text in one line
   */
  void add(String row) throws IOException;
}
