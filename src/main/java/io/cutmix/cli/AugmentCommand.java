package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.Version;
import io.cutmix.cli.option.AugmentOptions;
import io.cutmix.dataset.Dataset;
import io.cutmix.detection.CocoFile;
import io.cutmix.job.Job;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelsFormat;
import io.cutmix.job.RunSpec;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.plan.Plan;
import io.cutmix.work.Engine;
import io.cutmix.work.LocalEngine;
import io.cutmix.work.PlannedSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code cutmix augment}. */
@Command(name = "augment", sortOptions = false)
final class AugmentCommand implements CutmixCommand.Action {
  @Spec private CommandSpec spec;

  @Mixin private AugmentOptions options = new AugmentOptions();

  @Override
  public int run(Console console) throws IOException {
    Instant started = Instant.now();
    AugmentOptions.requireGiven(spec, "--images", "--out");
    Request request = Request.of(options, console);
    RunSpec run = request.run();
    boolean isStream = run.out().equals(StreamRun.OUT);
    if (isStream) {
      StreamRun.check(request, spec);
    }
    try (LocalEngine local = new LocalEngine(run.threads());
        Engine engine =
            isStream || options.isDryRun()
                ? Engines.borrowed(local)
                : Engines.of(run, local, console)) {
      PlannedWork work =
          request.plan(
              run.out(),
              engine::begin,
              (dataset, companions) -> request.survey(dataset, companions, local));
      Dataset dataset = work.dataset();
      Job job =
          new Job(
              Version.current(),
              work.options(),
              new Job.Input(
                  request.input(),
                  dataset.size(),
                  dataset.fingerprint(),
                  work.companions().boxes().map(CocoFile::fingerprint)));
      if (options.isDryRun()) {
        SizeEstimate size = SizeEstimate.of(work, request);
        return console.result(
            ExitCode.DONE,
            Summary.ofPlan(dataset, work.plan(), job, size, run.out()),
            planned(dataset, work.plan(), job, size, run.out()));
      }
      JobRun jobRun = new JobRun(job, run, console, started);
      if (isStream) {
        return new StreamRun(jobRun, work, request, console.shell().out()).execute(local);
      }
      return jobRun.execute(
          new AugmentWork(job, run, work, request.codec(), request.readers()), engine, local);
    }
  }

  private static ObjectNode planned(
      Dataset dataset, Plan plan, Job job, SizeEstimate size, String out) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dry_run", true);
    json.put("out", out);
    json.set("options", job.options().toJson());
    json.put("samples", dataset.size());
    json.put("images", plan.files());
    json.put("batches", plan.batches());
    json.put("image_bytes", size.images());
    json.put("label_bytes", size.labels());
    dataset.labels().classes().forEach(json.putArray("classes")::add);
    return json;
  }

  /**
   * About how much a run would write, by a few of its images that are made in memory. Files of
   * masks and what a file system adds aren't counted.
   *
   * @param images bytes
   * @param labels bytes
   */
  record SizeEstimate(long images, long labels) {
    private static final int SAMPLES = 16;

    /** Of a member of a tar file: its header, and half of the last block that it fills. */
    private static final int TAR_BYTES = 512 + 256;

    /** Of what can be read; nothing if that is none. */
    static SizeEstimate of(PlannedWork work, Request request) throws IOException {
      OutputSpec output = work.options().output();
      List<PlannedSample> samples =
          work.samples(SAMPLES, work.plan().batches(), request, OnError.SKIP);
      long images = 0;
      long labels = 0;
      for (PlannedSample sample : samples) {
        images += imageBytes(output, sample);
        labels += labelBytes(output, sample);
      }
      double times = (double) work.plan().files() / Math.max(1, samples.size());
      return new SizeEstimate(Math.round(times * images), Math.round(times * labels));
    }

    private static long imageBytes(OutputSpec output, PlannedSample sample) {
      if (output.recipesOnly()) {
        return 0;
      }
      long encoded = sample.pair().image().length;
      return switch (output.outputFormat()) {
        case FILES -> output.embedImages() ? 2 * encoded : encoded;
        case NPY -> sample.pair().shape().bytes();
        case WEBDATASET -> encoded + TAR_BYTES;
        case MDS -> encoded;
      };
    }

    private static long labelBytes(OutputSpec output, PlannedSample sample) throws IOException {
      String row = sample.row().toJson(output.labelEncoding()) + "\n";
      long bytes = row.getBytes(StandardCharsets.UTF_8).length;
      boolean inShards = output.labels().equals(List.of(LabelsFormat.SHARDS));
      long rows = inShards ? 0 : Math.max(1, output.labels().size()) * bytes;
      return switch (output.outputFormat()) {
        case FILES -> rows;
        case NPY -> rows + (long) Double.BYTES * sample.row().label().length();
        case WEBDATASET -> rows + bytes + TAR_BYTES;
        case MDS -> rows + bytes;
      };
    }
  }
}
