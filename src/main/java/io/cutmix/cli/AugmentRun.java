package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.InputSpec;
import io.cutmix.job.Job;
import io.cutmix.job.Options;
import io.cutmix.job.RunSpec;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.plan.Plan;
import io.cutmix.storage.Storage;
import io.cutmix.work.Engine;
import io.cutmix.work.ImageSurvey;
import io.cutmix.work.LocalEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** One run of {@code cutmix augment}: from the options to the files, step by step. */
final class AugmentRun {
  private final Options options;
  private final InputSpec input;
  private final RunSpec run;
  private final boolean dryRun;
  private final Console console;
  private final ImageCodec codec;
  private final Instant started = Instant.now();

  /**
   * Takes the options.
   *
   * @throws InvalidParameterException if they are wrong by themselves
   */
  AugmentRun(AugmentOptions given, Console console) throws IOException {
    this.console = console;
    this.run = given.run.spec(given.caution.onError);
    this.options = given.spec();
    this.input = given.input.spec();
    this.dryRun = given.caution.dryRun;
    Engines.check(run);
    this.codec = NativeLibraries.codec(options.image().codec(), run, console);
  }

  /**
   * Does it.
   *
   * @return the exit code
   * @throws InvalidParameterException if the options are wrong for this data set
   * @throws IOException if input or output fails
   */
  int execute() throws IOException {
    console.check();
    Source source = InputReader.source(input, run.onError());
    checkFolders(run.out(), input.images());
    NativeLibraries natives = NativeLibraries.loading(options.image().codec());
    try (LocalEngine local = new LocalEngine(run.threads())) {
      Dataset dataset = new InputReader(console).dataset(input, source);
      Optional<ImageSurvey> survey = survey(dataset, local);
      return execute(
          PlannedWork.of(
              options, run, natives.codecInUse(console::warn), dataset, survey, console::warn),
          local);
    }
  }

  private int execute(PlannedWork work, LocalEngine local) throws IOException {
    Dataset dataset = work.dataset();
    Job job =
        new Job(
            Version.current(),
            work.options(),
            new Job.Input(input, dataset.size(), dataset.fingerprint()));
    if (dryRun) {
      return console.result(
          ExitCode.DONE,
          Summary.ofPlan(dataset, work.plan(), job, run.out()),
          planned(dataset, work.plan(), job));
    }
    Engine engine = Engines.of(run, local, console.isVerbose());
    return new JobRun(job, run, console, started)
        .execute(
            new AugmentWork(job, run, dataset, work.plan(), work.settings(input), codec),
            engine,
            local::forEach);
  }

  /** Refuses an output folder within the images. */
  static void checkFolders(String out, String images) throws IOException {
    if (real(Storage.path(out)).startsWith(real(Storage.path(images)))) {
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

  private Optional<ImageSurvey> survey(Dataset dataset, LocalEngine engine) throws IOException {
    return options.image().needsSurvey()
        ? Optional.of(new InputReader(console).survey(dataset, codec, engine::forEach))
        : Optional.empty();
  }

  private ObjectNode planned(Dataset dataset, Plan plan, Job job) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dry_run", true);
    json.put("out", run.out());
    json.set("options", job.options().toJson());
    json.put("samples", dataset.size());
    json.put("images", plan.files());
    json.put("batches", plan.batches());
    dataset.labels().classes().forEach(json.putArray("classes")::add);
    return json;
  }
}
