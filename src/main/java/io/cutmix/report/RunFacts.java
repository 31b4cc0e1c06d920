package io.cutmix.report;

import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a report says of the run as a whole, as {@code run.json} has it. */
record RunFacts(RunRecord record) {
  private static final int FAILURES = 1000;

  void addTo(Map<String, Object> page) {
    Counts counts = record.counts();
    page.put("version", record.version());
    page.put("out", record.run().out());
    page.put("started", record.run().started().replace('T', ' ').replace("Z", " UTC"));
    page.put("images", number(counts.images()));
    page.put("mixed", number(counts.mixed()));
    page.put("skipped", number(counts.skipped()));
    page.put("meanLam", String.format(Locale.ROOT, "%.3f", counts.meanLam()));
    page.put("rate", number(Math.round(record.run().imagesPerSecond())));
    page.put("seconds", String.format(Locale.ROOT, "%,.1f", record.run().seconds()));
    page.put("options", options());
    addFailures(page);
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private void addFailures(Map<String, Object> page) {
    List<Failure> failures = record.failures();
    page.put("hasFailures", !failures.isEmpty());
    page.put(
        "failures",
        failures.stream()
            .limit(FAILURES)
            .map(
                failure ->
                    Map.of(
                        "source", failure.source(),
                        "copy", failure.copy(),
                        "file", failure.file(),
                        "reason", failure.reason()))
            .toList());
    int more = failures.size() - FAILURES;
    page.put("moreFailures", more > 0 ? number(more) : false);
  }

  private List<Map<String, String>> options() {
    List<Map<String, String>> rows = new ArrayList<>();
    add(record.input().texts(), rows);
    add(record.options().texts(), rows);
    rows.add(row("samples of the data set", number(record.input().samples())));
    rows.add(row("fingerprint", record.input().fingerprint()));
    rows.add(row("threads", Integer.toString(record.run().threads())));
    rows.add(row("on error", record.run().onError().name().toLowerCase(Locale.ROOT)));
    rows.add(row("Java", record.run().java()));
    return rows;
  }

  private static void add(Map<String, String> options, List<Map<String, String>> rows) {
    options.forEach((name, value) -> rows.add(row("--" + name, value)));
  }

  private static Map<String, String> row(String name, String value) {
    return Map.of("name", name, "value", value);
  }
}
