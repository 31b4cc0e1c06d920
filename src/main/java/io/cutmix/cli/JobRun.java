package io.cutmix.cli;

import io.cutmix.engine.LocalEngine;
import io.cutmix.output.AnnotationsFile;
import io.cutmix.output.Failure;
import io.cutmix.output.JobRecord;
import io.cutmix.output.LabelsSettings;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.RunCounts;
import io.cutmix.pipeline.UnitTask;
import io.cutmix.report.HtmlReport;
import io.cutmix.report.Progress;
import io.cutmix.report.ReportSource;
import io.cutmix.report.RunRecord;
import io.cutmix.report.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Does those units of a job that aren't done yet, and writes what is known of it in the end.
 *
 * @param started when the command began
 */
record JobRun(
    JobRecord job, LabelsSettings labels, RunOptions run, Streams streams, Instant started) {
  private static final int FAILURES_NAMED = 10;

  /** What is to be done. */
  interface Work {
    List<String> classes();

    long units();

    /** Images of that unit, if none is missing. */
    int imagesOf(long unit);

    /** Images of all units. */
    long images();

    /** What {@code annotations.json} is to hold, if there are detection boxes. */
    default Optional<AnnotationsFile> annotations() {
      return Optional.empty();
    }

    /** What {@code report.html} is to hold beside the record of the run. */
    ReportSource report();

    UnitTask task(OutputFolder folder);
  }

  /** Does it, and returns the exit code. */
  int execute(Work work, LocalEngine engine) throws IOException {
    Interruption interruption = Interruption.explainedOn(streams.err(), run.out);
    try (OutputFolder folder = OutputFolder.open(run.out, job, labels, run.overwrite)) {
      if (folder.isFinished()) {
        RunRecord.Counts counts = RunRecord.countsOf(folder.runJson());
        print(Summary.ofFinished(counts, run.out));
        return exitCode(counts);
      }
      if (run.verbose) {
        streams.err().print(Summary.ofOptions(job));
      }
      Written written = write(work, folder, engine);
      written.warning().ifPresent(this::warn);
      RunCounts counts = folder.writeLabels(work.classes(), work.units());
      requireImages(counts);
      writeAnnotations(work, folder);
      RunRecord record = RunRecord.of(job, counts, execution(written));
      if (job.hasReport()) {
        HtmlReport.write(
            folder, work.units(), record, work.report(), written.timeline(), engine::forEach);
      }
      folder.finish(record.toJson());
      if (!run.quiet) {
        int named = run.verbose ? Integer.MAX_VALUE : FAILURES_NAMED;
        streams.err().print(Summary.ofFailures(counts.failures(), named));
      }
      print(Summary.of(record));
      return exitCode(record.counts());
    } finally {
      interruption.noLongerExplained();
    }
  }

  private static void writeAnnotations(Work work, OutputFolder folder) throws IOException {
    Optional<AnnotationsFile> annotations = work.annotations();
    if (annotations.isPresent()) {
      folder.writeAnnotations(annotations.get(), work.units());
    }
  }

  private Written write(Work work, OutputFolder folder, LocalEngine engine) throws IOException {
    try (UnitTask task = work.task(folder)) {
      BitSet done = folder.doneUnits(work.units());
      int modified = folder.removeModified(done, task::state);
      long already = done.stream().mapToLong(work::imagesOf).sum();
      if (already > 0 || modified > 0) {
        warn(Summary.ofEarlier(already, work.images(), modified));
      }
      long start = System.nanoTime();
      RunCounts written = new RunCounts();
      Timeline timeline = new Timeline();
      try (Progress progress =
          Progress.start(run.display(), run.width(), work.images() - already, streams.err())) {
        engine.run(
            work.units(),
            unit -> done.get((int) unit),
            task::run,
            unit -> {
              written.add(unit);
              progress.finished(unit);
              timeline.add((System.nanoTime() - start) / 1e9, unit.images());
            });
      }
      return new Written(
          written.images(), (System.nanoTime() - start) / 1e9, timeline, task.warning());
    }
  }

  private void warn(String warning) {
    run.warn(streams.err(), warning);
  }

  private static void requireImages(RunCounts counts) throws IOException {
    if (counts.images() == 0) {
      Failure first = counts.failures().get(0);
      throw new IOException(
          "none of the pictures could be read; the first, %s: %s; mend them, then use --overwrite"
              .formatted(first.source(), first.reason()));
    }
  }

  /** Images that this run wrote itself, the seconds from the first batch to the last, a notice. */
  private record Written(
      long images, double seconds, Timeline timeline, Optional<String> warning) {}

  private RunRecord.Execution execution(Written written) {
    double seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
    return new RunRecord.Execution(
        run.out.toString(),
        run.threads,
        run.onError.name().toLowerCase(Locale.ROOT),
        System.getProperty("java.version"),
        started.truncatedTo(ChronoUnit.SECONDS).toString(),
        seconds,
        written.images(),
        Math.round(written.images() / Math.max(written.seconds(), 0.001)));
  }

  private void print(String summary) {
    if (!run.quiet) {
      streams.out().print(summary);
    }
  }

  private static int exitCode(RunRecord.Counts counts) {
    return counts.skipped() == 0 ? ExitCode.DONE : ExitCode.SKIPPED;
  }
}
