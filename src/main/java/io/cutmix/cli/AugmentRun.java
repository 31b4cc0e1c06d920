package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.cutmix.output.JobRecord;
import io.cutmix.output.OutputFolder;
import io.cutmix.pipeline.BatchTask;
import io.cutmix.pipeline.ImageNaming;
import io.cutmix.pipeline.MixedBoxes;
import io.cutmix.pipeline.NpyTask;
import io.cutmix.pipeline.PictureSettings;
import io.cutmix.pipeline.PictureSurvey;
import io.cutmix.pipeline.RecordedPairs;
import io.cutmix.pipeline.Shards;
import io.cutmix.pipeline.TarTask;
import io.cutmix.pipeline.UnitTask;
import io.cutmix.plan.Plan;
import io.cutmix.report.ClassSums;
import io.cutmix.report.ReportSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** One run of {@code cutmix augment}: from the options to the files, step by step. */
final class AugmentRun {
  private final AugmentOptions options;
  private final RunOptions run;
  private final Streams streams;
  private final ImageCodec codec;
  private final Instant started = Instant.now();

  AugmentRun(AugmentOptions options, Streams streams) {
    this.options = options;
    this.run = options.run;
    this.streams = streams;
    this.codec = Codecs.of(options.pictures.codec, run.limits(streams));
  }

  /**
   * Does it.
   *
   * @return the exit code
   * @throws UsageException if the options are wrong, by themselves or for this data set
   * @throws IOException if input or output fails
   */
  int execute() throws IOException {
    options.check();
    Source source = UsageException.checked(() -> options.input.source(run.onError));
    checkFolders(run.out, options.input.images);
    NativeLibraries natives = NativeLibraries.loading(options.pictures.codec);
    Dataset dataset = DatasetReader.read(source, FileFormat::isPictureName);
    options.input.notices().forEach(this::warn);
    dataset.warnings().forEach(this::warn);
    try (LocalEngine engine = new LocalEngine(run.threads)) {
      PlannedWork work = PlannedWork.of(options, dataset, survey(dataset, engine), this::warn);
      Plan plan = options.output.includeOriginals ? work.plan().withOriginals() : work.plan();
      PictureSettings settings = work.settings();
      ImageNaming naming =
          UsageException.checked(
              () ->
                  options
                      .output
                      .naming(options.shards.isSharded() ? 1 : plan.files())
                      .requireFits(dataset.labels()));
      JobRecord job = job(dataset, settings, naming, natives.codecInUse(this::warn));
      if (run.dryRun) {
        streams.out().print(Summary.ofPlan(dataset, plan, job, run.out));
        return ExitCode.DONE;
      }
      return new JobRun(job, options.output.labels(), run, streams, started)
          .execute(new Mixing(dataset, plan, settings, naming), engine);
    }
  }

  /** Refuses an output folder within the images. */
  static void checkFolders(Path out, Path images) throws IOException {
    if (real(out).startsWith(real(images))) {
      throw new UsageException(
          "--out %s lies in --images %s, so the next run would read what this one writes; choose a"
                  .formatted(out, images)
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

  private Optional<PictureSurvey> survey(Dataset dataset, LocalEngine engine) throws IOException {
    return options.pictures.needSurvey()
        ? Optional.of(PictureSurvey.of(dataset, codec, engine::forEach))
        : Optional.empty();
  }

  private void warn(String warning) {
    run.warn(streams.err(), warning);
  }

  private JobRecord job(
      Dataset dataset, PictureSettings settings, ImageNaming naming, CodecChoice codecInUse) {
    ObjectNode recorded = JsonNodeFactory.instance.objectNode();
    options.mix.addTo(recorded);
    options.pictures.addTo(recorded, settings, codecInUse);
    options.boxes.addTo(recorded);
    options.output.addTo(recorded, naming);
    options.shards.addTo(recorded);
    return new JobRecord(
        Version.current(),
        recorded,
        new JobRecord.Input(options.input.toJson(), dataset.size(), dataset.fingerprint()));
  }

  /** Each batch is a unit, or each shard of batches. */
  private final class Mixing implements JobRun.Work {
    private final Dataset dataset;
    private final Shards shards;
    private final PictureSettings settings;
    private final ImageNaming naming;

    Mixing(Dataset dataset, Plan plan, PictureSettings settings, ImageNaming naming) {
      this.dataset = dataset;
      this.shards =
          options.shards.isSharded()
              ? Shards.of(plan, options.shards.shardSize(), options.mix.batchSize)
              : new Shards(plan, 1);
      this.settings = settings;
      this.naming = naming;
    }

    @Override
    public List<String> classes() {
      return dataset.labels().classes();
    }

    @Override
    public long units() {
      return shards.count();
    }

    @Override
    public int imagesOf(long unit) {
      return shards.sizeOf(unit);
    }

    @Override
    public long images() {
      return shards.plan().files();
    }

    @Override
    public Optional<AnnotationsFile> annotations() {
      Rendering rendering = settings.rendering();
      return settings
          .boxes()
          .map(
              coco ->
                  new AnnotationsFile(
                      coco.categories(),
                      new MixedBoxes(coco, rendering, options.boxes.minVisible())));
    }

    @Override
    public ReportSource report() {
      Plan plan = shards.plan();
      int channels = settings.rendering().shape().channels();
      IntFunction<ImageShape> shapes =
          batch -> new ImageShape(plan.heightOf(batch), plan.widthOf(batch), channels);
      return new ReportSource(
          classes(),
          plan.cutMix(),
          shapes.apply(0),
          row -> shapes.apply(row.batch()),
          new RecordedPairs(codec, settings, dataset::read),
          Optional.of(ClassSums.of(dataset)));
    }

    @Override
    public UnitTask task(OutputFolder folder) {
      Plan plan = shards.plan();
      return switch (options.shards.outputFormat) {
        case FILES ->
            new BatchTask(
                dataset,
                plan,
                codec,
                settings,
                naming,
                options.output.toWrite(),
                run.onError,
                folder);
        case NPY -> new NpyTask(dataset, shards, codec, settings, run.onError, folder);
        case WEBDATASET ->
            new TarTask(
                dataset,
                shards,
                codec,
                settings,
                Optional.ofNullable(options.shards.shardBytes),
                run.onError,
                folder);
      };
    }
  }
}
