package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.CocoFile;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.DatasetReader;
import io.cutmix.dataset.Source;
import io.cutmix.engine.LocalEngine;
import io.cutmix.image.CodecChoice;
import io.cutmix.image.Codecs;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.output.AnnotationsFile;
import io.cutmix.output.Failure;
import io.cutmix.output.JobRecord;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.RunCounts;
import io.cutmix.pipeline.BatchTask;
import io.cutmix.pipeline.ImageNaming;
import io.cutmix.pipeline.MixedBoxes;
import io.cutmix.pipeline.PictureSettings;
import io.cutmix.pipeline.PictureSurvey;
import io.cutmix.plan.Plan;
import io.cutmix.report.Progress;
import io.cutmix.report.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;

/** One run of {@code cutmix augment}: from the options to the files, step by step. */
final class AugmentRun {
  private static final int FAILURES_NAMED = 10;

  private final InputOptions input;
  private final MixOptions mix;
  private final PictureOptions pictures;
  private final BoxOptions boxes;
  private final OutputOptions output;
  private final RunOptions run;
  private final Streams streams;
  private final ImageCodec codec;
  private final Instant started = Instant.now();

  AugmentRun(
      InputOptions input,
      MixOptions mix,
      PictureOptions pictures,
      BoxOptions boxes,
      OutputOptions output,
      RunOptions run,
      Streams streams) {
    this.input = input;
    this.mix = mix;
    this.pictures = pictures;
    this.boxes = boxes;
    this.output = output;
    this.run = run;
    this.streams = streams;
    this.codec = Codecs.of(pictures.codec);
  }

  /**
   * Does it.
   *
   * @return the exit code
   * @throws UsageException if the options are wrong, by themselves or for this data set
   * @throws IOException if input or output fails
   */
  int execute() throws IOException {
    checkOptions();
    Source source = UsageException.checked(() -> input.source(run.onError));
    checkFolders();
    NativeLibraries natives = NativeLibraries.loading(pictures.codec);
    Dataset dataset = DatasetReader.read(source, FileFormat::isPictureName);
    input.notices().forEach(this::warn);
    dataset.warnings().forEach(this::warn);
    try (LocalEngine engine = new LocalEngine(run.threads)) {
      PictureSettings settings = settings(dataset, engine).withBoxes(boxes.read());
      Plan plan = plan(dataset, settings.rendering().shape());
      ImageNaming naming =
          UsageException.checked(() -> output.naming(plan.files()).requireFits(dataset.labels()));
      JobRecord job = job(dataset, settings, naming, natives.codecInUse(this::warn));
      if (run.dryRun) {
        streams.out().print(Summary.ofPlan(dataset, plan, job, run.out));
        return ExitCode.DONE;
      }
      return mix(new Work(dataset, plan, settings, naming), job, engine);
    }
  }

  /** What is wrong with the options whatever the data set is said before any of it is read. */
  private void checkOptions() throws IOException {
    UsageException.checked(
        () -> {
          run.check();
          boxes.check();
          output.labels();
          output.naming(1);
          mix.toPlanOptions(1);
          return pictures.settings(new ImageShape(1, 1, 3));
        });
  }

  private void checkFolders() throws IOException {
    if (real(run.out).startsWith(real(input.images))) {
      throw new UsageException(
          "--out %s lies in --images %s, so the next run would read what this one writes; choose a"
                  .formatted(run.out, input.images)
              + " folder outside");
    }
  }

  /** Without links, as far as it exists. */
  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path existing = absolute;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing.toRealPath().resolve(existing.relativize(absolute));
  }

  private PictureSettings settings(Dataset dataset, LocalEngine engine) throws IOException {
    ImageShape found =
        pictures.needSurvey()
            ? new FoundShape(pictures.size == null, run.onError)
                .in(PictureSurvey.of(dataset, codec, engine::forEach))
            : new ImageShape(1, 1, 1);
    return UsageException.checked(() -> pictures.settings(found));
  }

  private Plan plan(Dataset dataset, ImageShape shape) throws IOException {
    Plan plan = UsageException.checked(() -> Planning.of(mix, dataset, shape));
    return output.includeOriginals ? plan.withOriginals() : plan;
  }

  private void warn(String warning) {
    if (!run.quiet) {
      streams.err().println("cutmix: " + warning);
    }
  }

  private JobRecord job(
      Dataset dataset, PictureSettings settings, ImageNaming naming, CodecChoice codecInUse) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    mix.addTo(options);
    pictures.addTo(options, settings, codecInUse);
    boxes.addTo(options);
    output.addTo(options, naming);
    return new JobRecord(
        Version.current(),
        options,
        new JobRecord.Input(input.toJson(), dataset.size(), dataset.fingerprint()));
  }

  /** What is to be done. */
  private record Work(Dataset dataset, Plan plan, PictureSettings settings, ImageNaming naming) {}

  private int mix(Work work, JobRecord job, LocalEngine engine) throws IOException {
    Interruption interruption = Interruption.explainedOn(streams.err(), run.out);
    try (OutputFolder folder = OutputFolder.open(run.out, job, output.labels(), run.overwrite)) {
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
      RunCounts counts = folder.writeLabels(work.dataset.labels().classes(), work.plan.batches());
      requireImages(counts);
      writeBoxes(work, folder);
      RunRecord record = RunRecord.of(job, counts, execution(written));
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

  private Written write(Work work, OutputFolder folder, LocalEngine engine) throws IOException {
    Plan plan = work.plan;
    BitSet done = folder.doneUnits(plan.batches());
    long already = done.stream().mapToLong(plan::sizeOf).sum();
    if (already > 0) {
      warn(Summary.ofEarlier(already, plan.files()));
    }
    long start = System.nanoTime();
    RunCounts written = new RunCounts();
    Optional<String> warning;
    try (BatchTask task = task(work, folder);
        Progress progress =
            Progress.start(run.display(), run.width(), plan.files() - already, streams.err())) {
      engine.run(
          plan.batches(),
          unit -> done.get((int) unit),
          task::run,
          unit -> {
            written.add(unit);
            progress.finished(unit);
          });
      warning = task.warning();
    }
    return new Written(written.images(), (System.nanoTime() - start) / 1e9, warning);
  }

  private BatchTask task(Work work, OutputFolder folder) {
    return new BatchTask(
        work.dataset, work.plan, codec, work.settings, work.naming, run.onError, folder);
  }

  private void writeBoxes(Work work, OutputFolder folder) throws IOException {
    Optional<CocoFile> coco = work.settings.boxes();
    if (coco.isPresent()) {
      Rendering rendering = work.settings.rendering();
      ImageShape shape = rendering.shape();
      folder.writeAnnotations(
          new AnnotationsFile(
              shape.height(),
              shape.width(),
              coco.get().categories(),
              new MixedBoxes(coco.get(), rendering, boxes.minVisible())),
          work.plan.batches());
    }
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
  private record Written(long images, double seconds, Optional<String> warning) {}

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
