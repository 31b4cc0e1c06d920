package io.cutmix.finished;

/**
 * One thing in a finished folder that isn't as it should be.
 *
 * @param file relative to the folder, with slashes
 * @param what of that file, or where in it
 * @param expected what it should be
 * @param found what it is
 */
public record Difference(String file, String what, String expected, String found) {
  /** One whose sides are shown as their texts. */
  public static Difference of(String file, String what, Object expected, Object found) {
    return new Difference(file, what, expected.toString(), found.toString());
  }

  /** In one line. */
  @Override
  public String toString() {
    return file + ": " + reason();
  }

  /** The same without the file. */
  String reason() {
    return "%s: expected %s, found %s".formatted(what, expected, found);
  }
}
