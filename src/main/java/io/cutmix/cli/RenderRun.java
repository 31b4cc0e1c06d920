package io.cutmix.cli;

import io.cutmix.dataset.ImageFolder;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.InputSpec;
import io.cutmix.job.Job;
import io.cutmix.job.OutputSpec;
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
import java.util.Optional;

/** One run of {@code cutmix render}: from the recipes to the files, step by step. */
record RenderRun(RenderOptions options, Console console) {

  /**
   * Does it.
   *
   * @return the exit code
   * @throws InvalidParameterException if the options are wrong, by themselves or for these recipes
   * @throws IOException if input or output fails
   */
  int execute() throws IOException {
    Instant started = Instant.now();
    console.check();
    RunSpec run = options.run.spec(options.onError);
    options.rendered(OutputSpec.DEFAULT);
    Engines.check(run);
    InputSpec input = options.input();
    ImageFolder folder = ImageFolder.open(Storage.path(input.images()), InputReader.links(input));
    RecipeFile recipes = recipes(run);
    RecipeFile.Header header = recipes.header();
    CodecChoice codec = header.options().image().codec();
    ImageCodec images = NativeLibraries.codec(codec, run, console);
    Job job =
        new Job(
            Version.current(),
            header.options().with(options.rendered(header.options().output())),
            new Job.Input(input, header.samples(), header.fingerprint()));
    NativeLibraries.loading(codec).codecInUse(console::warn);
    RenderWork work = new RenderWork(job, run, recipes, folder, images);
    try (LocalEngine local = new LocalEngine(run.threads())) {
      Engine engine = Engines.of(run, local, console.isVerbose());
      return new JobRun(job, run, console, started).execute(work, engine, local::forEach);
    }
  }

  private RecipeFile recipes(RunSpec run) throws IOException {
    RowRange range = options.range;
    RecipeFile file = RenderWork.recipes(options.recipes.toString(), Optional.of(range));
    if (file.units() == 0 || (!range.equals(RowRange.ALL) && range.to() > file.rows())) {
      throw InvalidParameterException.contradiction(
          "range",
          "%s isn't within the rows of %s".formatted(range, options.recipes),
          "choose from 0..%d".formatted(file.rows()));
    }
    AugmentRun.checkFolders(run.out(), options.images.toString());
    if (!file.header().cutmix().equals(Version.current())) {
      console.warn(
          Problem.of(
              "%s was written by cutmix %s and this is %s; the images may have other bytes"
                  .formatted(options.recipes, file.header().cutmix(), Version.current())));
    }
    return file;
  }
}
