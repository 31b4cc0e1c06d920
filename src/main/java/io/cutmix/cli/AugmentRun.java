package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import io.cutmix.engine.Engine;
import io.cutmix.engine.LocalEngine;
import io.cutmix.image.CodecChoice;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.output.JobRecord;
import io.cutmix.pipeline.ImageNaming;
import io.cutmix.pipeline.PictureSettings;
import io.cutmix.pipeline.PictureSurvey;
import io.cutmix.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** One run of {@code cutmix augment}: from the options to the files, step by step. */
final class AugmentRun {
  private final AugmentOptions options;
  private final OptionsElsewhere given;
  private final RunOptions run;
  private final Console console;
  private final ImageCodec codec;
  private final Instant started = Instant.now();

  /**
   * @param given the same options, for other processes
   */
  AugmentRun(AugmentOptions options, OptionsElsewhere given, Console console) {
    this.options = options;
    this.given = given;
    this.run = options.run;
    this.console = console;
    this.codec = Codecs.of(options.pictures.codec, run.limits(console));
  }

  /**
   * Does it.
   *
   * @return the exit code
   * @throws InvalidParameterException if the options are wrong, by themselves or for this data set
   * @throws IOException if input or output fails
   */
  int execute() throws IOException {
    console.check();
    options.check();
    Source source = UsageException.checked(options::source);
    checkFolders(run.out, options.input.images);
    NativeLibraries natives = NativeLibraries.loading(options.pictures.codec);
    try (LocalEngine local = new LocalEngine(run.threads())) {
      return execute(new FirstLook(console).dataset(source), natives, local);
    }
  }

  private int execute(Dataset dataset, NativeLibraries natives, LocalEngine local)
      throws IOException {
    options.input.notices().forEach(console::note);
    dataset.warnings().forEach(console::warn);
    PlannedWork work = PlannedWork.of(options, dataset, survey(dataset, local), console::warn);
    Plan plan = options.output.includeOriginals ? work.plan().withOriginals() : work.plan();
    PictureSettings settings = work.settings();
    ImageNaming naming =
        UsageException.checked(
            () ->
                options
                    .output
                    .naming(options.shards.isSharded() ? 1 : plan.files())
                    .requireFits(dataset.labels()));
    JobRecord job = job(dataset, settings, naming, natives.codecInUse(console::warn));
    if (options.caution.dryRun) {
      return console.result(
          ExitCode.DONE, Summary.ofPlan(dataset, plan, job, run.out), planned(dataset, plan, job));
    }
    Engine engine = UsageException.checked(() -> run.engine(local, console.isVerbose()));
    return new JobRun(job, options.output.labels(), run, options.caution.onError, console, started)
        .execute(
            new Mixing(options, given, dataset, plan, settings, naming, codec),
            engine,
            local::forEach);
  }

  /** Refuses an output folder within the images. */
  static void checkFolders(Path out, Path images) throws IOException {
    if (real(out).startsWith(real(images))) {
      throw InvalidParameterException.contradiction(
          "out",
          "%s lies in --images %s, so the next run would read what this one writes"
              .formatted(out, images),
          "choose a folder outside");
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
    if (!options.pictures.needSurvey()) {
      return Optional.empty();
    }
    return Optional.of(new FirstLook(console).survey(dataset, codec, engine::forEach));
  }

  private JobRecord job(
      Dataset dataset, PictureSettings settings, ImageNaming naming, CodecChoice codecInUse) {
    ObjectNode recorded = JsonNodeFactory.instance.objectNode();
    options.mix.addTo(recorded);
    options.pictures.addTo(recorded, settings, codecInUse);
    if (options.pictures.isBucket()) {
      recorded.put("max-pixels", run.maxPixels); // it decides which pictures are of one size
    }
    options.boxes.addTo(recorded);
    options.output.addTo(recorded, naming);
    options.shards.addTo(recorded);
    return new JobRecord(
        Version.current(),
        recorded,
        new JobRecord.Input(options.input.toJson(), dataset.size(), dataset.fingerprint()));
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
}
