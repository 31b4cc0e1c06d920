package io.cutmix.verify;

import com.fasterxml.jackson.databind.JsonNode;

/** The sums over all rows that {@code run.json} holds too. Not thread-safe. */
final class RunTotals {
  private static final double TOLERANCE = 1e-9;

  private long images;
  private long mixed;
  private double lamSum;

  void add(Row row) {
    images++;
    mixed += row.isMixed() ? 1 : 0;
    lamSum += row.lam();
  }

  long images() {
    return images;
  }

  void check(RecordedRun run, Differences differences) {
    JsonNode counts = run.counts();
    expect("images", images, counts, differences);
    expect("mixed", mixed, counts, differences);
    expect("skipped", run.gaps().size(), counts, differences);
    double mean = images == 0 ? 1 : lamSum / images;
    double told = counts.path("mean_lam").asDouble();
    if (!(Math.abs(mean - told) <= TOLERANCE)) {
      differences.add(RecordedRun.FILE, "mean_lam", mean, told);
    }
  }

  private static void expect(String name, long value, JsonNode counts, Differences differences) {
    long told = counts.path(name).asLong(-1);
    if (told != value) {
      differences.add(RecordedRun.FILE, name, value, told);
    }
  }
}
