package io.cutmix.verify;

import java.util.HashSet;
import java.util.Set;

/** In which order file numbers come, and which of them stay gaps. Not thread-safe. */
final class Numbering {
  private final String labels;
  private final long files;
  private final boolean partial;
  private final Set<Long> gaps = new HashSet<>();
  private final Differences differences;
  private long next;

  /**
   * @param labels name of the label file
   * @param files how many numbers there are
   * @param partial whether rows may be missing that nothing is known of
   */
  Numbering(String labels, RecordedRun run, long files, boolean partial, Differences differences) {
    this.labels = labels;
    this.files = files;
    this.partial = partial;
    this.differences = differences;
    run.failures().forEach(failure -> gaps.add(failure.file()));
  }

  /**
   * The number of a row.
   *
   * @param stated what its name says; negative if it says nothing
   * @param image what the row is about
   * @return negative if there can't be such a row
   */
  long of(long stated, String image) {
    skipGaps();
    long number = stated < 0 ? next : stated;
    if (number >= files || gaps.contains(number)) {
      differences.add(
          labels,
          "row of " + image,
          "none, as " + (number >= files ? "there are " + files : "run.json says it was skipped"),
          "one");
      return -1;
    }
    if (number < next) {
      differences.add(labels, "row of " + image, "a higher file number", number);
      return number;
    }
    passMissing(number);
    next = number + 1;
    return number;
  }

  private void skipGaps() {
    while (gaps.contains(next)) {
      next++;
    }
  }

  private void passMissing(long number) {
    if (partial) {
      return;
    }
    for (; next < number; next++) {
      if (!gaps.contains(next)) {
        differences.add(labels, "row of file number " + next, "there", "missing");
      }
    }
  }

  /** To be called behind the last row. */
  void end() {
    passMissing(files);
  }
}
