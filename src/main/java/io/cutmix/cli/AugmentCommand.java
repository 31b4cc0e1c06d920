package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.Version;
import io.cutmix.cli.option.AugmentOptions;
import io.cutmix.dataset.Dataset;
import io.cutmix.job.Job;
import io.cutmix.job.RunSpec;
import io.cutmix.plan.Plan;
import io.cutmix.work.LocalEngine;
import java.io.IOException;
import java.time.Instant;
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
    try (LocalEngine local = new LocalEngine(run.threads())) {
      PlannedWork work =
          request.plan(
              run.out(), (dataset, companions) -> request.survey(dataset, companions, local));
      Dataset dataset = work.dataset();
      Job job =
          new Job(
              Version.current(),
              work.options(),
              new Job.Input(request.input(), dataset.size(), dataset.fingerprint()));
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
          new AugmentWork(job, run, work, request.codec(), request.readers()),
          Engines.of(run, local, console),
          local::forEach);
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
}
