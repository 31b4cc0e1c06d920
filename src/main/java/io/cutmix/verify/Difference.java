package io.cutmix.verify;

/**
 * One thing in an output folder that isn't as it should be.
 *
 * @param file of the output folder, relative to it
 * @param what of that file
 * @param expected what it should be
 * @param found what it is
 */
public record Difference(String file, String what, String expected, String found) {
  /** In one line. */
  @Override
  public String toString() {
    return "%s: %s: expected %s, found %s".formatted(file, what, expected, found);
  }
}
