package io.cutmix.cli;

import io.cutmix.dataset.Dataset;
import io.cutmix.output.JobRecord;
import io.cutmix.plan.Plan;
import io.cutmix.report.RunRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The few lines that a run ends with. */
final class Summary {
  private static final int CLASSES_NAMED = 10;

  private Summary() {}

  static String of(RunRecord record) {
    RunRecord.Counts counts = record.counts();
    return format(
        "%,d images (%,d mixed, %,d skipped), mean λ %.3f, %,.0f images/s%nwritten to %s%n",
        counts.images(),
        counts.mixed(),
        counts.skipped(),
        counts.meanLam(),
        record.run().imagesPerSecond(),
        record.run().out());
  }

  static String ofFinished(RunRecord.Counts counts, Path out) {
    return format(
        "already finished: %,d images (%,d mixed, %,d skipped) are in %s%n",
        counts.images(), counts.mixed(), counts.skipped(), out);
  }

  static String ofPlan(Dataset dataset, Plan plan, JobRecord job, Path out) {
    return format(
        "%,d samples, %,d classes (%s)%n%,d images of %s %s in %,d batches%nwould be written to"
            + " %s%n",
        dataset.size(),
        dataset.labels().classes().size(),
        names(dataset.labels().classes()),
        plan.files(),
        job.options().path("size").asText(),
        job.options().path("channels").asText(),
        plan.batches(),
        out);
  }

  private static String names(List<String> classes) {
    return classes.stream().limit(CLASSES_NAMED).collect(Collectors.joining(", "))
        + (classes.size() > CLASSES_NAMED ? ", …" : "");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
