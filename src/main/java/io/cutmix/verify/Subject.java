package io.cutmix.verify;

import io.cutmix.dataset.Dataset;
import io.cutmix.finished.Difference;
import io.cutmix.finished.FinishedFolder;
import io.cutmix.finished.FinishedRow;
import io.cutmix.job.Options;
import io.cutmix.plan.Plan;
import io.cutmix.verify.Verification.Verdict;
import io.cutmix.verify.Verification.Watcher;
import java.util.ArrayList;
import java.util.List;

/**
 * What is verified, and where its differences are collected. As thread-safe as these.
 *
 * @param dataset that the run was made of
 * @param sizes of the images that are made of its samples
 * @param plan how seed and options have drawn the batches
 */
record Subject(RecordedRun run, Dataset dataset, Sizes sizes, Plan plan, Differences differences) {

  /**
   * An image to be checked.
   *
   * @param name of the image, in differences
   * @param number of its file
   * @param source number of its base in the data set
   * @param partner number of the sample that filled its box
   */
  record Item(FinishedRow row, String name, long number, int source, int partner) {}

  Options options() {
    return run.options();
  }

  FinishedFolder folder() {
    return new FinishedFolder(run.out());
  }

  List<String> classes() {
    return dataset.labels().classes();
  }

  /** How many file numbers there are. */
  long files() {
    return (long) options().copies() * dataset.size();
  }

  /** The copy that a file number belongs to. */
  int copyOf(long number) {
    return (int) (number / dataset.size());
  }

  /** Whether the copy of a file number is that of the originals. */
  boolean isOriginal(long number) {
    return copyOf(number) >= options().mix().copies();
  }

  void differ(String file, String what, Object expected, Object found) {
    differences.add(file, what, expected, found);
  }

  void differ(Difference difference) {
    differences.add(difference);
  }

  /** The same if the two aren't equal. */
  void expect(String file, String what, Object expected, Object found) {
    differences.expect(file, what, expected, found);
  }

  /** Counts differences, reports them, and keeps the first. Not thread-safe. */
  static final class Differences {
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

    boolean areNone() {
      return count == 0;
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
}
