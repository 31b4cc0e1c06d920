package io.cutmix.dataset;

import io.cutmix.job.Problem;
import java.util.Optional;

/** Counts what was skipped for one reason. Not thread-safe. */
public final class Skipped {
  private final String one;
  private final String many;
  private long count;
  private String first = "";

  /** With what is true of one of them, and of several. */
  public Skipped(String one, String many) {
    this.one = one;
    this.many = many;
  }

  public void add(String name) {
    // The first by name, since the order of the file system differs between machines.
    if (count == 0 || name.compareTo(first) < 0) {
      first = name;
    }
    count++;
  }

  /** One warning for all of them, or none if nothing was skipped. */
  public Optional<Problem> warning() {
    if (count == 0) {
      return Optional.empty();
    }
    String what = count == 1 ? "1 " + one + " (%s)" : count + " " + many + " (the first: %s)";
    return Optional.of(Problem.of(what, first));
  }
}
