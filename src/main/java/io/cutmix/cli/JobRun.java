package io.cutmix.cli;

import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.Interruption;
import io.cutmix.cli.message.Progress;
import io.cutmix.detection.MixedBoxes;
import io.cutmix.finished.FinishedFolder;
import io.cutmix.finished.FinishedRow;
import io.cutmix.finished.LabelFile;
import io.cutmix.image.NativeMemory;
import io.cutmix.image.Stage;
import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.Job;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.job.Parallel;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.job.RunRecord;
import io.cutmix.job.RunSpec;
import io.cutmix.mix.Box;
import io.cutmix.output.Accounts;
import io.cutmix.output.LabelRow;
import io.cutmix.output.OutputFolder;
import io.cutmix.report.HtmlReport;
import io.cutmix.report.HtmlReport.ReportSource;
import io.cutmix.storage.Readers;
import io.cutmix.storage.Storage;
import io.cutmix.storage.Use;
import io.cutmix.work.Engine;
import io.cutmix.work.LocalEngine;
import io.cutmix.work.SampleException;
import io.cutmix.work.UnitTask;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Does those units of a job that aren't done yet, and writes what is known of it in the end.
 *
 * @param started when the command began
 */
record JobRun(Job job, RunSpec run, Console console, Instant started) {
  private static final int FAILURES_NAMED = 10;

  /** What is to be done. */
  interface Work {
    List<String> classes();

    /** Whether each sample is known to have one of the classes. */
    default boolean haveSingleClasses() {
      return false;
    }

    long units();

    /** Images of that unit, if none is missing. */
    int imagesOf(long unit);

    /** Images of all units. */
    long images();

    /** How many boxes are pasted, if these are few and shared; otherwise at most. */
    default long boxes() {
      return images();
    }

    /** The detection boxes of images, if there are some. */
    default Optional<MixedBoxes> mixedBoxes() {
      return Optional.empty();
    }

    /** What {@code report.html} is to hold beside the record of the run. */
    ReportSource report();

    /** What does the units in this process. */
    UnitTask task(OutputFolder folder);

    /** Makes what does the units wherever the engine does them. */
    default Engine.TaskSource tasks(OutputFolder folder) throws IOException {
      return () -> new Engine.Open(task(folder), folder);
    }
  }

  /**
   * Does it, and returns the exit code.
   *
   * @param local by which this process looks at what is there, and draws what it shows
   */
  int execute(Work work, Engine engine, LocalEngine local) throws IOException {
    Problem incomplete =
        Problem.of("interrupted; " + run.out() + " is incomplete")
            .remedy("give the same command again to resume");
    try {
      return Interruption.explained(console, incomplete, () -> executed(work, engine, local));
    } catch (FileSystemException e) {
      throw new ProblemException(
          ProblemException.of(e).problems().get(0).remedy(Storage.RESUME), e);
    }
  }

  private int executed(Work work, Engine engine, LocalEngine local) throws IOException {
    try (OutputFolder folder = OutputFolder.open(Storage.path(run.out()), job, run.overwrite())) {
      Accounts accounts = folder.accounts(work.units());
      if (folder.isFinished()) {
        Optional<Long> again = again(work, folder, engine, local.waiting(readers()));
        if (again.isPresent()) {
          RunRecord record = accounts.record();
          boolean wanted = job.options().output().report() || record.options().output().report();
          if (wanted && !accounts.hasReport(record)) {
            record =
                reported(
                    record, use -> readRows(work.classes(), use), work, accounts, local::forEach);
            accounts.replace(record);
          }
          return result(Summary.ofFinished(record, run.out(), again.get()), record);
        }
        folder.restart();
      }
      if (console.options().verbose) {
        Summary.ofOptions(job).forEach(console::note);
      }
      Written written =
          write(work, folder, engine, resumed(work, folder, local.waiting(readers())));
      written.warning().map(Problem::of).ifPresent(console::warn);
      if (console.options().verbose) {
        console.note(Summary.ofNativeMemory(NativeMemory.peak(), NativeMemory.inUse()));
        Stage.seconds().map(Summary::ofStages).ifPresent(console::note);
      }
      List<Failure> failures = new ArrayList<>();
      Counts counts = accounts.writeLabels(work.classes(), work.haveSingleClasses(), failures::add);
      requireImages(counts, failures);
      writeAnnotations(work, accounts);
      RunRecord record = RunRecord.of(job, work.classes(), counts, failures, execution(written));
      if (job.options().output().report()) {
        Use<Use<LabelRow>> rows = use -> accounts.readRows(work.classes().size(), use);
        record = reported(record, rows, work, accounts, local::forEach);
      }
      finish(record, accounts);
      tell(record);
      return result(Summary.of(record, work.boxes()), record);
    }
  }

  private void finish(RunRecord record, Accounts accounts) throws IOException {
    Interruption.complete(
        console,
        Problem.of("interrupted; " + run.out() + " is finished"),
        () -> accounts.finish(record));
  }

  /** Their own, since a look at many files says nothing of how long a single one takes. */
  private Readers readers() {
    return new Readers(run.readAhead());
  }

  /** Says what of the input is missing or looks other than it should. */
  void tell(RunRecord record) {
    int named = console.options().verbose ? Integer.MAX_VALUE : FAILURES_NAMED;
    Summary.ofSamples(record, named).forEach(console::warn);
    Summary.ofFlattened(record).ifPresent(console::warn);
  }

  private static RunRecord reported(
      RunRecord record, Use<Use<LabelRow>> rows, Work work, Accounts accounts, Parallel parallel)
      throws IOException {
    byte[] html = HtmlReport.of(record, rows, work.report(), parallel);
    return record.withReport(accounts.writeReport(html));
  }

  /** The rows of a finished run, of which no parts are left. */
  private void readRows(List<String> classes, Use<LabelRow> use) throws IOException {
    OutputSpec output = job.options().output();
    boolean sparse = output.labelEncoding() == LabelEncoding.SPARSE;
    FinishedFolder folder = new FinishedFolder(Storage.path(run.out()));
    try (LabelFile file =
        LabelFile.open(folder, output.labelFiles().get(0), classes.size(), sparse)) {
      for (Optional<FinishedRow> row = file.next(); row.isPresent(); row = file.next()) {
        use.accept(row(row.get()));
      }
    }
  }

  private static LabelRow row(FinishedRow row) {
    int[] box = row.box();
    return new LabelRow(
        row.fileName(),
        row.numbers(),
        row.lam(),
        new Box(box[0], box[1], box[2], box[3]),
        row.source(),
        row.partner(),
        row.copy(),
        row.batch());
  }

  /**
   * Makes again what is missing of an earlier run that was finished, and returns how many images
   * that were; empty if they can't become what they were.
   */
  private Optional<Long> again(Work work, OutputFolder folder, Engine engine, Parallel parallel)
      throws IOException {
    long images = 0;
    Accounts accounts = folder.accounts(work.units());
    Optional<BitSet> broken;
    try (UnitTask task = work.task(folder)) {
      broken = accounts.broken(task::state, parallel);
    }
    if (broken.isEmpty()) {
      console.note(Summary.OVER_LABELS);
      return Optional.empty();
    }
    if (!broken.get().isEmpty()) {
      console.note(Summary.ofBroken(broken.get().cardinality()));
      BitSet whole = (BitSet) broken.get().clone();
      whole.flip(0, Math.toIntExact(work.units()));
      folder.beginUnits();
      images = write(work, folder, engine, whole).images();
      if (!accounts.areAsListed(broken.get())) {
        console.note(Summary.OVER_INPUT);
        return Optional.empty();
      }
      accounts.flush();
    }
    return Optional.of(images);
  }

  private int result(String summary, RunRecord record) throws IOException {
    int exitCode = record.counts().skipped() == 0 ? ExitCode.DONE : ExitCode.SKIPPED;
    return console.result(exitCode, summary, RunRecord.treeOf(record.toJson()));
  }

  private static void writeAnnotations(Work work, Accounts accounts) throws IOException {
    Optional<MixedBoxes> boxes = work.mixedBoxes();
    if (boxes.isPresent()) {
      accounts.writeAnnotations(boxes.get(), work.classes().size());
    }
  }

  /** The units that an earlier run has done. */
  private BitSet resumed(Work work, OutputFolder folder, Parallel parallel) throws IOException {
    try (UnitTask task = work.task(folder)) {
      OutputFolder.Resumed resumed = folder.resume(work.units(), task::state, parallel);
      if (resumed.isAny()) {
        console.note(Summary.ofEarlier(imagesOf(resumed.done(), work), work.images(), resumed));
      }
      return resumed.done();
    }
  }

  private static long imagesOf(BitSet units, Work work) {
    return units.stream().mapToLong(work::imagesOf).sum();
  }

  private Written write(Work work, OutputFolder folder, Engine engine, BitSet done)
      throws IOException {
    long start = System.nanoTime();
    AtomicLong written = new AtomicLong();
    Optional<String> warning;
    try (Progress progress = console.progress(mixing(work.images() - imagesOf(done, work)))) {
      warning =
          engine.run(
              new Engine.Units(
                  work.units(), work.images(), job.input().samples(), done, work.tasks(folder)),
              new Engine.Listener() {
                @Override
                public void finished(long images, long skipped) {
                  written.addAndGet(images);
                  progress.finished(images, skipped);
                }

                @Override
                public void failing(SampleException first) {
                  console.note(Summary.ofUnreadable(first.sample()));
                }
              });
    }
    return new Written(written.get(), (System.nanoTime() - start) / 1e9, warning);
  }

  static Progress.Step mixing(long images) {
    return new Progress.Step("mixing", "images", images, false);
  }

  static void requireImages(Counts counts, List<Failure> failures) throws IOException {
    if (counts.images() == 0) {
      Failure first = failures.stream().filter(one -> !one.used()).findFirst().orElseThrow();
      throw new ProblemException(
          Problem.of(
                  "none of the images could be read; the first, %s: %s"
                      .formatted(first.source(), first.reason()))
              .remedy("fix them, then use --overwrite"));
    }
  }

  /** Images that this run wrote itself, the seconds from the first batch to the last, a notice. */
  record Written(long images, double seconds, Optional<String> warning) {}

  RunRecord.Execution execution(Written written) {
    double seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
    return new RunRecord.Execution(
        run.out(),
        run.threads(),
        run.onError(),
        System.getProperty("java.version"),
        started.truncatedTo(ChronoUnit.SECONDS).toString(),
        seconds,
        written.images(),
        Math.round(written.images() / Math.max(written.seconds(), 0.001)),
        Stage.seconds(),
        Optional.empty());
  }
}
