package io.cutmix.dataset;

import java.util.Optional;

/** Counts what was left out for one reason. Not thread-safe. */
final class LeftOut {
  private long count;
  private String first = "";

  void add(String name) {
    // The first by name, since the order of the file system differs between machines.
    if (count == 0 || name.compareTo(first) < 0) {
      first = name;
    }
    count++;
  }

  /** One sentence for all of them, or nothing if there was none. */
  Optional<String> sentence(String one, String many) {
    if (count == 0) {
      return Optional.empty();
    }
    String name = Problems.oneLine(first);
    return Optional.of(
        count == 1
            ? "1 " + one + " (" + name + ")"
            : count + " " + many + " (the first: " + name + ")");
  }
}
