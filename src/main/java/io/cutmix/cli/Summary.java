package io.cutmix.cli;

import io.cutmix.cli.AugmentCommand.SizeEstimate;
import io.cutmix.cli.message.Console;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.ShardPattern;
import io.cutmix.job.Counts;
import io.cutmix.job.Job;
import io.cutmix.job.Problem;
import io.cutmix.job.RunRecord;
import io.cutmix.output.OutputFolder;
import io.cutmix.plan.Plan;
import io.cutmix.verify.Verification.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The few lines that a run ends with. */
final class Summary {
  private static final int CLASSES_NAMED = 10;

  /** Batches from which on nobody counts their boxes. */
  static final int FEW_BOXES = 100;

  private Summary() {}

  /**
   * Of a run that is done.
   *
   * @param boxes how many were pasted; few for many images are said, since that is little variety
   *     for a training
   */
  static String of(RunRecord record, long boxes) {
    String shared =
        boxes < FEW_BOXES && boxes < record.counts().mixed()
            ? format("%nthey share %s; more --copies bring more", count(boxes, "box"))
            : "";
    return ofCounts(record) + shared + format("%nwritten to %s%n", record.run().out());
  }

  static String ofCounts(RunRecord record) {
    Counts counts = record.counts();
    return format(
        "%s (%,d mixed, %,d skipped%s), mean λ %.3f, %,.0f %ss/s",
        count(counts.images(), noun(record)),
        counts.mixed(),
        counts.skipped(),
        counts.flattened() == 0 ? "" : format(", %,d flattened", counts.flattened()),
        counts.meanLam(),
        record.run().imagesPerSecond(),
        noun(record));
  }

  /** What is written of each mixed image. */
  private static String noun(RunRecord record) {
    return record.options().output().recipesOnly() ? "recipe" : "image";
  }

  /**
   * Of a run that an earlier one has finished.
   *
   * @param again images that were missing and are made again
   */
  static String ofFinished(RunRecord record, String out, long again) {
    Counts counts = record.counts();
    return format(
        "%s: %s (%,d mixed, %,d skipped) in %s%s%n",
        again == 0 ? "already finished" : count(again, noun(record)) + " made again; finished",
        count(counts.images(), noun(record)),
        counts.mixed(),
        counts.skipped(),
        out,
        counts.skipped() == 0 ? "" : "; to try those skipped again, use --overwrite");
  }

  static String ofPlan(Dataset dataset, Plan plan, Job job, SizeEstimate size, String out) {
    return format(
        "%s, %s (%s)%n%s of %s %s in %s%nabout %,.1f MB of images and %,.1f MB of labels would be written to %s%n",
        count(dataset.size(), "sample"),
        count(dataset.labels().classes().size(), "class"),
        names(dataset.labels().classes()),
        count(plan.files(), "image"),
        job.options().image().size().orElseThrow(),
        job.options().image().channels().name().toLowerCase(Locale.ROOT),
        count(plan.batches(), "batch"),
        size.images() / 1e6,
        size.labels() / 1e6,
        out);
  }

  static String ofNativeMemory(long peak, long kept) {
    return format(
        "native memory for images: %.1f MB at most, %.1f MB still kept for the codec",
        peak / 1e6, kept / 1e6);
  }

  /** What the threads did, which tells what a run waits for. */
  static String ofStages(Map<String, Double> seconds) {
    double all = seconds.values().stream().mapToDouble(one -> one).sum();
    return seconds.entrySet().stream()
        .map(one -> format("%s %.0f %%", one.getKey(), 100 * one.getValue() / Math.max(all, 0.001)))
        .collect(Collectors.joining(", ", "time of the threads: ", ""));
  }

  static String count(long number, String noun) {
    String plural =
        noun.endsWith("y")
            ? noun.substring(0, noun.length() - 1) + "ies"
            : noun + (noun.matches(".*[shx]") ? "es" : "s");
    return format("%,d %s", number, number == 1 ? noun : plural);
  }

  /** The first classes; all of them if they are few. */
  static String names(List<String> classes) {
    return classes.stream()
            .limit(CLASSES_NAMED)
            .map(Console::visibleName)
            .collect(Collectors.joining(", "))
        + (classes.size() > CLASSES_NAMED ? ", …" : "");
  }

  /** Why a finished run is made again. */
  static final String OVER_LABELS =
      "files that an earlier run finished are missing or changed, and not only images; starting over";

  static final String OVER_INPUT =
      "what the images of an earlier run were made of has changed since; starting over";

  static String ofUnreadable(String sample) {
    return sample + " can't be read; looking for others, and writing nothing more";
  }

  static String ofEarlier(long already, long images, OutputFolder.Resumed resumed) {
    return format("resuming an earlier run: %,d of %,d images are there", already, images)
        + ofAgain(resumed.modified(), "files were modified")
        + ofAgain(resumed.broken(), "what they wrote isn't whole");
  }

  private static String ofAgain(int units, String why) {
    return units == 0 ? "" : format("; %s will be made again, since %s", count(units, "unit"), why);
  }

  static String ofBroken(int units) {
    return "not all that an earlier run finished is whole"
        + ofAgain(units, "files are missing or changed");
  }

  /** A line for each option in force. */
  static List<String> ofOptions(Job job) {
    return job.options().texts().entrySet().stream()
        .map(option -> format("--%s %s", option.getKey(), option.getValue()))
        .toList();
  }

  /** A warning for each sample that is missing or damaged, up to {@code most} of either. */
  static List<Problem> ofSamples(RunRecord record, int most) {
    String images = record.input().source().images();
    List<Problem> warnings = new ArrayList<>();
    record.failures().stream()
        .limit(most)
        .forEach(one -> warnings.add(of("skipped: " + one.reason(), images, one.source())));
    addMore(warnings, "skipped %,d more", record.failures().size() - most);
    record.damaged().stream()
        .limit(most)
        .forEach(
            one -> warnings.add(of("damaged but readable: " + one.reason(), images, one.source())));
    addMore(warnings, "%,d more are damaged", record.damaged().size() - most);
    return warnings;
  }

  private static Problem of(String what, String images, String source) {
    return Problem.of(what).at(ShardPattern.place(images, source));
  }

  private static void addMore(List<Problem> warnings, String what, int more) {
    if (more > 0) {
      warnings.add(Problem.of(format(what + "; --verbose names them", more)));
    }
  }

  /** A warning if transparent pixels were laid over the background. */
  static Optional<Problem> ofFlattened(RunRecord record) {
    Counts counts = record.counts();
    String share = format("%,d of %,d images", counts.flattened(), counts.images());
    return counts.flattened() == 0
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    share + " have transparent pixels, which became %s",
                    record.options().image().background())
                .remedy("choose the color by --background, or keep them by --channels rgba"));
  }

  /** The first differences, a line each, then how many there are. */
  static String ofVerdict(Verdict verdict, Path out) {
    StringBuilder lines = new StringBuilder();
    verdict
        .first()
        .forEach(
            difference -> lines.append(Console.visibleName(difference.toString())).append('\n'));
    String checked =
        format("%s, %,d compared pixel by pixel", count(verdict.rows(), "row"), verdict.compared());
    return verdict.differences() == 0
        ? format("%s is as it should be: %s%n", out, checked)
        : lines
            + format("%s has %s: %s%n", out, count(verdict.differences(), "difference"), checked);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
