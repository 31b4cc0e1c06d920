package io.cutmix.cli;

import static io.cutmix.mix.InvalidParameterException.contradiction;

import io.cutmix.cli.JobRun.Written;
import io.cutmix.cli.message.ExitCode;
import io.cutmix.cli.message.Failures;
import io.cutmix.cli.message.Interruption;
import io.cutmix.cli.message.Progress;
import io.cutmix.cli.message.Shell;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.Options;
import io.cutmix.job.OutputSpec.OutputFormat;
import io.cutmix.job.Parallel;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.job.RunRecord;
import io.cutmix.job.RunSpec;
import io.cutmix.job.RunSpec.EngineChoice;
import io.cutmix.output.TarShards;
import io.cutmix.work.ImageSettings;
import io.cutmix.work.LocalEngine;
import io.cutmix.work.PlannedBatches;
import io.cutmix.work.Shards;
import io.cutmix.work.UnitTask;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code cutmix augment --out -}: the tar of WebDataset to standard output, batch by batch in the
 * order of the plan. Nothing is kept of it, so there is nothing to resume or verify.
 */
record StreamRun(JobRun run, PlannedWork work, Request request, PrintStream out) {
  /** What {@code --out} says for standard output. */
  static final String OUT = "-";

  /** Batches for each thread that are under way or wait for their turn. */
  private static final int UNITS = 4;

  private static final List<String> OF_FOLDERS =
      List.of(
          "--overwrite", "--report", "--coco", "--labels-format", "--shard-size", "--shard-bytes");

  /** Refuses standard output where a command writes files. */
  static void refuse(RunSpec run, String instead) {
    if (run.out().equals(OUT)) {
      throw contradiction("out", "- is for cutmix augment", instead);
    }
  }

  /**
   * Refuses what needs a folder.
   *
   * @param spec of the command, as it is given
   */
  static void check(Request request, CommandSpec spec) {
    for (String option : OF_FOLDERS) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw contradiction(
            option.substring(2),
            "needs a folder, and %s - has none",
            "leave it out, or give %s a folder",
            "out");
      }
    }
    if (request.console().options().json) {
      throw contradiction(
          "json", "prints to standard output, as %s - does", "leave one out", "out");
    }
    if (request.run().engine() == EngineChoice.SPARK) {
      throw contradiction(
          "engine", "spark writes from many machines", "give %s a folder that all reach", "out");
    }
    if (request.options().output().outputFormat() != OutputFormat.WEBDATASET) {
      throw contradiction(
          "out",
          "- writes a tar file to standard output",
          "add %s webdataset, or give a folder",
          "output-format");
    }
  }

  /** Does it, and returns the exit code. */
  int execute(LocalEngine engine) throws IOException {
    Problem incomplete = Problem.of("interrupted; the tar on standard output is cut off");
    Pipe pipe = new Pipe(out);
    try {
      return Interruption.explained(run.console(), incomplete, () -> executed(engine, pipe));
    } catch (IOException e) {
      if (pipe.isClosed) {
        return ExitCode.CLOSED_PIPE;
      }
      throw e;
    }
  }

  private int executed(LocalEngine engine, Pipe pipe) throws IOException {
    long start = System.nanoTime();
    Options options = work.options();
    ImageCodec codec = work.inOrder(request.codec());
    TarShards.Stream stream =
        new TarShards.Stream(
            pipe, options.output().labelEncoding(), codec, UNITS * run.run().threads());
    Map<Long, List<Failure>> failures = new ConcurrentSkipListMap<>();
    Written written;
    Counts[] counts = {Counts.NONE};
    try (UnitTask task = task(codec, stream, failures);
        Progress progress = run.console().progress(JobRun.mixing(work.plan().files()))) {
      LocalEngine.UnitWork unit = (number, parallel) -> mix(task, stream, number, parallel);
      long units = work.plan().batches();
      task.expect(LongStream.range(0, units).iterator());
      engine.run(
          units,
          number -> false,
          unit,
          made -> {
            counts[0] = counts[0].plus(made);
            progress.finished(made.images(), made.skipped());
          });
      written = new Written(counts[0].images(), (System.nanoTime() - start) / 1e9, task.warning());
    }
    stream.end();
    return end(counts[0], failures.values().stream().flatMap(List::stream).toList(), written);
  }

  private static Counts mix(UnitTask task, TarShards.Stream stream, long unit, Parallel parallel)
      throws IOException {
    try {
      return task.run(unit, parallel);
    } catch (IOException | RuntimeException | Error e) {
      stream.fail();
      throw e;
    }
  }

  private UnitTask task(
      ImageCodec codec, TarShards.Stream stream, Map<Long, List<Failure>> failures)
      throws IOException {
    ImageSettings settings = work.settings();
    return new UnitTask(
        new PlannedBatches(
            work.dataset(), new Shards(work.plan(), 1), PlannedBatches.Names.inTars()),
        codec,
        settings,
        run.run().onError(),
        done -> failures.put(done.unit(), done.failures()),
        stream,
        request.readers());
  }

  private int end(Counts counts, List<Failure> failures, Written written) throws IOException {
    JobRun.requireImages(counts, failures);
    written.warning().map(Problem::of).ifPresent(run.console()::warn);
    List<String> classes = work.dataset().labels().classes();
    RunRecord record = RunRecord.of(run.job(), classes, counts, failures, run.execution(written));
    run.tell(record);
    run.console().note(Summary.ofCounts(record));
    return counts.skipped() == 0 ? ExitCode.DONE : ExitCode.SKIPPED;
  }

  /** Standard output, which says nothing of it when its reader has gone. */
  private static final class Pipe extends OutputStream {
    private final PrintStream out;
    private volatile boolean isClosed;

    Pipe(PrintStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      if (out.checkError()) {
        isClosed = Shell.leadsToReader();
        throw new ProblemException(Failures.OUTPUT_LOST);
      }
    }
  }
}
