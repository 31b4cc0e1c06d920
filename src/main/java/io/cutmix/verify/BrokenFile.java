package io.cutmix.verify;

import java.io.IOException;

/** A file of the output folder can't be read any further. */
final class BrokenFile extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Difference difference;

  /**
   * @param what of the file, or where in it
   * @param expected what should be there
   */
  BrokenFile(String file, String what, String expected, String found) {
    super(found);
    this.difference = new Difference(file, what, expected, found);
  }

  Difference difference() {
    return difference;
  }
}
