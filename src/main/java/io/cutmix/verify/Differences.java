package io.cutmix.verify;

import io.cutmix.finished.Difference;
import io.cutmix.verify.Verification.Verdict;
import io.cutmix.verify.Verification.Watcher;
import java.util.ArrayList;
import java.util.List;

/** Counts differences, reports them, and keeps the first. Not thread-safe. */
final class Differences {
  private static final int KEPT = 10;

  private final Watcher watcher;
  private final List<Difference> first = new ArrayList<>();
  private long count;

  Differences(Watcher watcher) {
    this.watcher = watcher;
  }

  void add(String file, String what, Object expected, Object found) {
    add(Difference.of(file, what, expected, found));
  }

  /** The same if the two aren't equal. */
  void expect(String file, String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      add(file, what, expected, found);
    }
  }

  void add(Difference difference) {
    if (first.size() < KEPT) {
      first.add(difference);
    }
    count++;
    watcher.differed();
  }

  /**
   * All that was found, as long as nothing more is added.
   *
   * @param rows how many there are
   * @param compared images whose pixels were compared
   */
  Verdict verdict(long rows, long compared) {
    return new Verdict(rows, compared, count, first);
  }
}
