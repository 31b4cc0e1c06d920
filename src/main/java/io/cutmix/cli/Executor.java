package io.cutmix.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cutmix.cli.RenderCommand.RenderWork;
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
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.job.RunSpec;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.RecipeFile;
import io.cutmix.plan.Plan;
import io.cutmix.storage.Readers;
import io.cutmix.storage.Storage;
import io.cutmix.work.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a process on another machine is sent to join a job: the job and its run as JSON, with paths
 * that hold everywhere.
 *
 * @param codec of the job, since it takes the longest to load and so begins first
 * @param plan of {@code cutmix augment}, whose samples are those that the first process has listed;
 *     null for {@code cutmix render}, whose recipes each process reads itself
 * @param units that the first process has found
 * @param characters of file names in the first process
 */
record Executor(
    String job, String run, CodecChoice codec, @Nullable Plan plan, long units, String characters)
    implements Engine.TaskSource {

  static Executor of(Job job, RunSpec run, @Nullable Plan plan, long units) {
    return new Executor(
        new String(job.withFiles(Executor::absolute).toJson(), UTF_8),
        new String(run.withOut(absolute(run.out())).toJson(), UTF_8),
        job.options().image().codec(),
        plan,
        units,
        ImageFolder.characters());
  }

  private static String absolute(String file) {
    try {
      Path path = Storage.path(file);
      return path.isAbsolute() ? file : path.toAbsolutePath().toString();
    } catch (IOException e) {
      return file; // The executor says so.
    }
  }

  @Override
  public Engine.Open open() throws IOException {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // as the first process has
    NativeLibraries natives = NativeLibraries.loading(codec);
    Job joined = Job.read(job.getBytes(UTF_8));
    RunSpec own = RunSpec.read(run.getBytes(UTF_8));
    // The driver has opened the folder.
    OutputFolder output =
        OutputFolder.join(Storage.path(own.out()), joined, UUID.randomUUID().toString());
    JobRun.Work work =
        plan == null
            ? rendering(joined, own, codec(joined, own, natives))
            : new AugmentWork(
                joined,
                own,
                mixing(joined, plan, output),
                codec(joined, own, natives),
                new Readers(own.readAhead()));
    return new Engine.Open(work.task(output), output);
  }

  private static PlannedWork mixing(Job job, Plan plan, OutputFolder output) throws IOException {
    return new PlannedWork(
        job.options(),
        samples(output, job),
        plan,
        PlannedWork.companions(job.options(), job.input().source()));
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
              .remedy(ImageFolder.REACHABLE)
              .at(Path.of(e.getFile())),
          e);
    }
  }

  private RenderWork rendering(Job job, RunSpec run, ImageCodec codec) throws IOException {
    RecipeFile recipes = RenderWork.recipes(job);
    if (recipes.units() != units
        || !recipes.header().fingerprint().equals(job.input().fingerprint())) {
      throw new ProblemException(
          Problem.of("an executor finds other recipes than the driver")
              .remedy("put them where all of them reach them, such as hdfs://")
              .at(recipes.path()));
    }
    InputSpec input = job.input().source();
    ImageFolder folder =
        ImageFolder.openElsewhere(
            input.images(), InputReader.links(input), characters, recipes.specialName().stream());
    return new RenderWork(job, run, recipes, folder, codec);
  }

  /** The one that the run began with, since others write other bytes. */
  private static ImageCodec codec(Job job, RunSpec run, NativeLibraries natives)
      throws IOException {
    natives.codecInUse(reason -> {});
    // One whose decoder hangs is given up, and Spark starts another.
    Shell shell = new Shell(System.out, System.err, Map.of(), Runtime.getRuntime()::halt);
    Console console = new Console(shell, new MessageOptions(), "augment");
    return NativeLibraries.codec(job.options().image(), run, console);
  }
}
