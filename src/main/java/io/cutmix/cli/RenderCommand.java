package io.cutmix.cli;

import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.Version;
import io.cutmix.cli.option.AugmentOptions;
import io.cutmix.cli.option.RenderOptions;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.ImageSpec;
import io.cutmix.job.InputSpec;
import io.cutmix.job.Job;
import io.cutmix.job.Options;
import io.cutmix.job.OutputSpec.RowRange;
import io.cutmix.job.Problem;
import io.cutmix.job.RunSpec;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.output.RecipeFile;
import io.cutmix.storage.Storage;
import io.cutmix.work.Engine;
import io.cutmix.work.LocalEngine;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
    if (run.out().equals(StreamRun.OUT)) {
      throw InvalidParameterException.contradiction(
          "out", "- is for cutmix augment", "give a folder");
    }
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
            new Job.Input(input, header.samples(), header.fingerprint()));
    NativeLibraries.loading(asked.codec()).codecInUse(console::warn);
    RenderWork work = new RenderWork(job, run, recipes, folder, images);
    try (LocalEngine local = new LocalEngine(run.threads())) {
      Engine engine = Engines.of(run, local, console);
      return new JobRun(job, run, console, started).execute(work, engine, local::forEach);
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
    InputReader.checkFolders(run.out(), input);
    if (!file.header().cutmix().equals(Version.current())) {
      console.warn(
          Problem.of(
              "%s was written by cutmix %s and this is %s; the images may have other bytes"
                  .formatted(recipes, file.header().cutmix(), Version.current())));
    }
    return file;
  }
}
