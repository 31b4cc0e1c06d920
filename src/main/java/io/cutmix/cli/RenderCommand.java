package io.cutmix.cli;

import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.Version;
import io.cutmix.cli.option.AugmentOptions;
import io.cutmix.cli.option.AugmentOptions.RenderOptions;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.ImageSpec;
import io.cutmix.job.ImageSpec.Size;
import io.cutmix.job.InputSpec;
import io.cutmix.job.Job;
import io.cutmix.job.Options;
import io.cutmix.job.OutputSpec.RowRange;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.job.RunSpec;
import io.cutmix.job.RunSpec.EngineChoice;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.output.ImageNaming;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.RecipeFile;
import io.cutmix.report.HtmlReport.ReportSource;
import io.cutmix.storage.Readers;
import io.cutmix.storage.Storage;
import io.cutmix.work.Companions;
import io.cutmix.work.Engine;
import io.cutmix.work.ImageSettings;
import io.cutmix.work.LocalEngine;
import io.cutmix.work.MixedPair;
import io.cutmix.work.RecipeBatches;
import io.cutmix.work.UnitTask;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code cutmix render}. */
@Command(name = "render", sortOptions = false)
final class RenderCommand implements CutmixCommand.Action {
  @Spec private CommandSpec spec;

  @Mixin private RenderOptions options = new RenderOptions();

  @Override
  public int run(Console console) throws IOException {
    Instant started = Instant.now();
    AugmentOptions.requireGiven(spec, "--out");
    console.check();
    RunSpec run = options.run();
    StreamRun.refuse(run, "give a folder");
    options.rendered(Options.given(Map.of()).output());
    Engines.check(run, console);
    InputSpec input = options.input();
    ImageFolder folder = ImageFolder.open(Storage.path(input.images()), InputReader.links(input));
    RecipeFile recipes = recipes(run, input, console);
    RecipeFile.Header header = recipes.header();
    ImageSpec asked = header.options().image();
    ImageCodec images = NativeLibraries.codec(asked, run, console);
    Job job =
        new Job(
            Version.current(),
            header.options().with(options.rendered(header.options().output())),
            new Job.Input(input, header.samples(), header.fingerprint(), Optional.empty()));
    NativeLibraries.loading(asked.codec()).codecInUse(console::warn);
    RenderWork work = new RenderWork(job, run, recipes, folder, images);
    try (LocalEngine local = new LocalEngine(run.threads())) {
      Engine engine = Engines.of(run, local, console);
      return new JobRun(job, run, console, started).execute(work, engine, local);
    }
  }

  private RecipeFile recipes(RunSpec run, InputSpec input, Console console) throws IOException {
    RowRange range = options.range();
    String recipes = input.recipes().orElseThrow();
    RecipeFile file = RenderWork.recipes(recipes, Optional.of(range));
    if (file.units() == 0 || (!range.equals(RowRange.ALL) && range.to() > file.rows())) {
      throw InvalidParameterException.contradiction(
          "range",
          "%s isn't within the rows of %s".formatted(range, recipes),
          "choose from 0..%d".formatted(file.rows()));
    }
    InputReader.checkFolders(run.out(), input, List.of());
    if (!file.header().cutmix().equals(Version.current())) {
      console.warn(
          Problem.of(
              "%s was written by cutmix %s and this is %s; the images may have other bytes"
                  .formatted(recipes, file.header().cutmix(), Version.current())));
    }
    return file;
  }

  /** The work of {@code cutmix render}: the rows of each batch are a unit. */
  record RenderWork(Job job, RunSpec run, RecipeFile recipes, ImageFolder folder, ImageCodec codec)
      implements JobRun.Work {

    /** Those recipes of a job that are wanted. */
    static RecipeFile recipes(Job job) throws IOException {
      return recipes(job.input().source().recipes().orElseThrow(), job.options().output().range());
    }

    static RecipeFile recipes(String file, Optional<RowRange> wanted) throws IOException {
      RowRange range = wanted.orElse(RowRange.ALL);
      try {
        return RecipeFile.open(Storage.path(file), range.from(), range.to());
      } catch (NoSuchFileException e) {
        throw new ProblemException(
            Problem.of("no such file")
                .remedy("give the recipes.jsonl of 'cutmix augment --recipes-only'")
                .at(file),
            e);
      }
    }

    private ImageSettings settings() {
      ImageSpec image = job.options().image();
      Size size = image.size().orElseThrow();
      return new ImageSettings(
          Rendering.of(image, size.height(), size.width()), image, Companions.NONE);
    }

    @Override
    public List<String> classes() {
      return recipes.header().classes();
    }

    @Override
    public long units() {
      return recipes.units();
    }

    @Override
    public int imagesOf(long unit) {
      return recipes.rowsOf(unit);
    }

    @Override
    public long images() {
      return LongStream.range(0, units()).map(this::imagesOf).sum();
    }

    @Override
    public ReportSource report() {
      ImageShape shape = settings().rendering().shape();
      return new ReportSource(
          classes(),
          job.options().mix().planOptions(classes().size()).cutMix(),
          shape,
          row -> shape,
          codec,
          row -> MixedPair.of(row, shape.height(), shape.width(), folder::bytes, settings(), codec),
          Optional.empty());
    }

    @Override
    public Engine.TaskSource tasks(OutputFolder output) throws IOException {
      return run.engine() == EngineChoice.SPARK
          ? Executor.of(job, run, null, units())
          : JobRun.Work.super.tasks(output);
    }

    @Override
    public UnitTask task(OutputFolder output) {
      ImageShape shape = settings().rendering().shape();
      long files = (long) job.options().copies() * recipes.header().samples();
      ImageCodec own = codec.inOwnOrder();
      return new UnitTask(
          new RecipeBatches(
              recipes,
              folder,
              ImageNaming.of(job.options().output(), files)::number,
              shape.height(),
              shape.width()),
          own,
          settings(),
          run.onError(),
          output::finish,
          output.images(own),
          new Readers(run.readAhead()));
    }
  }
}
