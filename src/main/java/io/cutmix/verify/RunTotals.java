package io.cutmix.verify;

import io.cutmix.job.Counts;

/** The sums over all rows that {@code run.json} holds too. Not thread-safe. */
final class RunTotals {
  private static final double TOLERANCE = 1e-9;

  private Counts counts = Counts.NONE;

  void add(Row row) {
    counts = counts.plus(Counts.ofImage(row.isMixed(), row.lam()));
  }

  long images() {
    return counts.images();
  }

  void check(RecordedRun run, Differences differences) {
    Counts told = run.counts();
    expect("images", counts.images(), told.images(), differences);
    expect("mixed", counts.mixed(), told.mixed(), differences);
    expect("skipped", run.failures().size(), told.skipped(), differences);
    if (!(Math.abs(counts.meanLam() - told.meanLam()) <= TOLERANCE)) {
      differences.add(RecordedRun.FILE, "mean_lam", counts.meanLam(), told.meanLam());
    }
  }

  private static void expect(String name, long value, long told, Differences differences) {
    if (told != value) {
      differences.add(RecordedRun.FILE, name, value, told);
    }
  }
}
