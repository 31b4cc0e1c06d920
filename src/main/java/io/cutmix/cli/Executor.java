package io.cutmix.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.MessageOptions;
import io.cutmix.cli.message.Shell;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.SampleList;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.InputSpec;
import io.cutmix.job.Job;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.job.RunSpec;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.RecipeFile;
import io.cutmix.plan.Plan;
import io.cutmix.storage.Readers;
import io.cutmix.storage.Storage;
import io.cutmix.work.Engine;
import io.cutmix.work.ImageSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** A process on another machine that joins a job, of which it gets the record. */
record Executor(Job job, RunSpec run) {

  /**
   * What an executor is sent: a job and its run as JSON, with paths that hold everywhere.
   *
   * @param codec of the job, since it takes the longest to load and so begins first
   */
  private record Letter(String job, String run, CodecChoice codec) implements Serializable {
    static Letter of(Job job, RunSpec run) {
      return new Letter(
          new String(job.withFiles(Letter::absolute).toJson(), UTF_8),
          new String(run.withOut(absolute(run.out())).toJson(), UTF_8),
          job.options().image().codec());
    }

    private static String absolute(String file) {
      try {
        Path path = Storage.path(file);
        return path.isAbsolute() ? file : path.toAbsolutePath().toString();
      } catch (IOException e) {
        return file; // The executor says so.
      }
    }

    Executor open() throws IOException {
      return new Executor(Job.read(job.getBytes(UTF_8)), RunSpec.read(run.getBytes(UTF_8)));
    }
  }

  /**
   * The work of {@code cutmix augment}. The samples are those that the first process has listed.
   */
  record Mixes(Letter letter, Plan plan) implements Engine.TaskSource {
    static Mixes of(Job job, RunSpec run, Plan plan) {
      return new Mixes(Letter.of(job, run), plan);
    }

    @Override
    public Engine.Open open() throws IOException {
      NativeLibraries natives = NativeLibraries.loading(letter.codec);
      Executor executor = letter.open();
      Job job = executor.job;
      OutputFolder output = executor.join();
      Dataset samples = samples(output, job);
      ImageSettings settings =
          PlannedWork.settings(
              job.options(), plan, PlannedWork.companions(job.options(), job.input().source()));
      AugmentWork work =
          new AugmentWork(
              job,
              executor.run,
              samples,
              plan,
              settings,
              executor.codec(natives),
              new Readers(executor.run.readAhead()));
      return new Engine.Open(work.task(output), output);
    }

    private static Dataset samples(OutputFolder output, Job job) throws IOException {
      try (InputStream list = output.samples()) {
        Dataset dataset = SampleList.read(list);
        if (dataset.fingerprint().equals(job.input().fingerprint())) {
          return dataset;
        }
        throw new ProblemException(
            Problem.of("an executor finds the list of samples of another run in --out"));
      } catch (NoSuchFileException e) {
        throw new ProblemException(
            Problem.of("an executor doesn't find the file")
                .remedy("put --images and --out where all processes reach them, such as hdfs://")
                .at(Place.of(Path.of(e.getFile()))),
            e);
      }
    }
  }

  /**
   * The work of {@code cutmix render}. Each process reads the recipes itself and checks that they
   * are the same.
   *
   * @param units that the driver has found
   */
  record Renders(Letter letter, long units) implements Engine.TaskSource {
    static Renders of(Job job, RunSpec run, long units) {
      return new Renders(Letter.of(job, run), units);
    }

    @Override
    public Engine.Open open() throws IOException {
      NativeLibraries natives = NativeLibraries.loading(letter.codec);
      Executor executor = letter.open();
      Job job = executor.job;
      RecipeFile recipes = RenderWork.recipes(job);
      if (recipes.units() != units
          || !recipes.header().fingerprint().equals(job.input().fingerprint())) {
        throw new ProblemException(
            Problem.of("an executor finds other recipes than the driver")
                .remedy("put them where all of them reach them, such as hdfs://")
                .at(Place.of(recipes.path())));
      }
      InputSpec input = job.input().source();
      ImageFolder folder = ImageFolder.open(Storage.path(input.images()), InputReader.links(input));
      OutputFolder output = executor.join();
      RenderWork work = new RenderWork(job, executor.run, recipes, folder, executor.codec(natives));
      return new Engine.Open(work.task(output), output);
    }
  }

  /** The one that the run began with, since others write other bytes. */
  private ImageCodec codec(NativeLibraries natives) throws IOException {
    natives.codecInUse(reason -> {});
    // One whose decoder hangs is given up, and Spark starts another.
    Shell shell = new Shell(System.out, System.err, Map.of(), Runtime.getRuntime()::halt);
    Console console = new Console(shell, new MessageOptions(), "augment");
    return NativeLibraries.codec(job.options().image(), run, console);
  }

  /** The output folder, which the driver has opened. */
  private OutputFolder join() throws IOException {
    return OutputFolder.join(Storage.path(run.out()), job, UUID.randomUUID().toString());
  }
}
