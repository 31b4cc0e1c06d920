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
import io.cutmix.pipeline.Shards;
import io.cutmix.pipeline.TarTask;
import io.cutmix.pipeline.UnitTask;
import io.cutmix.plan.Buckets;
import io.cutmix.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One run of {@code cutmix augment}: from the options to the files, step by step. */
final class AugmentRun {
  private final InputOptions input;
  private final MixOptions mix;
  private final PictureOptions pictures;
  private final BoxOptions boxes;
  private final OutputOptions output;
  private final ShardOptions shardOptions;
  private final RunOptions run;
  private final CautionOptions caution;
  private final Console console;
  private final ImageCodec codec;
  private final Instant started = Instant.now();

  AugmentRun(AugmentOptions options, Console console) {
    this.input = options.input;
    this.mix = options.mix;
    this.pictures = options.pictures;
    this.boxes = options.boxes;
    this.output = options.output;
    this.shardOptions = options.shards;
    this.run = options.run;
    this.caution = options.caution;
    this.console = console;
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
    Source source = UsageException.checked(() -> input.source(caution.onError));
    checkFolders(run.out, input.images);
    NativeLibraries natives = NativeLibraries.loading(pictures.codec);
    Dataset dataset = DatasetReader.read(source, FileFormat::isPictureName);
    input.notices().forEach(console::note);
    dataset.warnings().forEach(console::warn);
    try (LocalEngine engine = new LocalEngine(run.threads)) {
      Optional<PictureSurvey> survey = survey(dataset, engine);
      PictureSettings settings = settings(survey).withBoxes(boxes.read());
      Plan plan = plan(dataset, buckets(dataset, settings.rendering().shape(), survey));
      ImageNaming naming =
          UsageException.checked(
              () ->
                  output
                      .naming(shardOptions.isSharded() ? 1 : plan.files())
                      .requireFits(dataset.labels()));
      JobRecord job = job(dataset, settings, naming, natives.codecInUse(console::warn));
      if (caution.dryRun) {
        return console.result(
            ExitCode.DONE,
            Summary.ofPlan(dataset, plan, job, run.out),
            planned(dataset, plan, job));
      }
      return new JobRun(job, output.labels(), run, caution.onError, console, started)
          .execute(new Mixing(dataset, plan, settings, naming), engine);
    }
  }

  /** What is wrong with the options whatever the data set is said before any of it is read. */
  private void checkOptions() throws IOException {
    UsageException.checked(
        () -> {
          console.options().check();
          run.check();
          boxes.check();
          output.labels();
          output.naming(1);
          checkRecipes();
          checkShards();
          mix.toPlanOptions(1);
          return pictures.settings(new ImageShape(1, 1, 3));
        });
  }

  private void checkShards() {
    shardOptions.check(output);
    if (shardOptions.isSharded() && pictures.masks != null) {
      throw new IllegalArgumentException(
          "--masks are image files beside image files; leave them out with --output-format npy or"
              + " webdataset");
    }
    if (shardOptions.isSharded() && pictures.isBucket()) {
      throw new IllegalArgumentException(
          "--size bucket needs --output-format files; the images of a shard have one size");
    }
    if (shardOptions.outputFormat == ShardOptions.OutputFormat.NPY && boxes.coco != null) {
      throw new IllegalArgumentException(
          "--coco needs a name for each image, which --output-format npy has not; use files or"
              + " webdataset");
    }
    if (shardOptions.outputFormat == ShardOptions.OutputFormat.NPY && pictures.depth != 8) {
      throw new IllegalArgumentException(
          "--depth 16 isn't written by --output-format npy, which has bytes; use files or webdataset");
    }
  }

  private void checkRecipes() {
    if (output.recipesOnly && boxes.coco != null) {
      throw new IllegalArgumentException(
          "--recipes-only writes recipes.jsonl alone; leave out --coco");
    }
    if (output.recipesOnly && pictures.masks != null) {
      throw new IllegalArgumentException(
          "--recipes-only keeps no masks, so that cutmix render can't make them; leave out --masks");
    }
    if (output.recipesOnly && pictures.isBucket()) {
      throw new IllegalArgumentException(
          "--recipes-only keeps no sizes, so that all images must have one; use another --size than"
              + " bucket");
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
    return pictures.needSurvey()
        ? Optional.of(PictureSurvey.of(dataset, codec, engine::forEach))
        : Optional.empty();
  }

  private PictureSettings settings(Optional<PictureSurvey> survey) throws IOException {
    ImageShape found =
        survey.isPresent()
            ? new FoundShape(pictures.size == null, caution.onError).in(survey.get())
            : new ImageShape(1, 1, 1);
    return UsageException.checked(() -> pictures.settings(found));
  }

  private Buckets buckets(Dataset dataset, ImageShape shape, Optional<PictureSurvey> survey) {
    if (!pictures.isBucket() || survey.isEmpty()) {
      return Buckets.one(dataset.size(), shape.height(), shape.width());
    }
    SizeBuckets sizes = new SizeBuckets(survey.get());
    sizes.loners(dataset).ifPresent(console::warn);
    return sizes.buckets();
  }

  private Plan plan(Dataset dataset, Buckets buckets) throws IOException {
    Plan plan = UsageException.checked(() -> Planning.of(mix, dataset, buckets));
    return output.includeOriginals ? plan.withOriginals() : plan;
  }

  private JobRecord job(
      Dataset dataset, PictureSettings settings, ImageNaming naming, CodecChoice codecInUse) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    mix.addTo(options);
    pictures.addTo(options, settings, codecInUse);
    boxes.addTo(options);
    output.addTo(options, naming);
    shardOptions.addTo(options);
    return new JobRecord(
        Version.current(),
        options,
        new JobRecord.Input(input.toJson(), dataset.size(), dataset.fingerprint()));
  }

  private ObjectNode planned(Dataset dataset, Plan plan, JobRecord job) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dry_run", true);
    json.put("out", run.out.toString());
    json.set("options", job.options());
    json.put("samples", dataset.size());
    json.put("images", plan.files());
    json.put("batches", plan.batches());
    dataset.labels().classes().forEach(json.putArray("classes")::add);
    return json;
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
          shardOptions.isSharded()
              ? Shards.of(plan, shardOptions.shardSize(), mix.batchSize)
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
                      coco.categories(), new MixedBoxes(coco, rendering, boxes.minVisible())));
    }

    @Override
    public UnitTask task(OutputFolder folder) {
      Plan plan = shards.plan();
      return switch (shardOptions.outputFormat) {
        case FILES ->
            new BatchTask(
                dataset, plan, codec, settings, naming, output.toWrite(), caution.onError, folder);
        case NPY -> new NpyTask(dataset, shards, codec, settings, caution.onError, folder);
        case WEBDATASET ->
            new TarTask(
                dataset,
                shards,
                codec,
                settings,
                Optional.ofNullable(shardOptions.shardBytes),
                caution.onError,
                folder);
      };
    }
  }
}
