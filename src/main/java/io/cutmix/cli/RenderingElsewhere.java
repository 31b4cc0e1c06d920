package io.cutmix.cli;

import io.cutmix.engine.Engine;
import io.cutmix.output.JobRecord;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.RecipeFile;
import java.io.IOException;

/**
 * The work of {@code cutmix render} in the process of another machine, which reads the recipes
 * itself and checks that they are the same.
 *
 * @param units that the driver has found
 * @param job as JSON
 */
record RenderingElsewhere(OptionsElsewhere given, long units, String job)
    implements Engine.TaskSource {

  static RenderingElsewhere of(OptionsElsewhere given, RecipeFile recipes, JobRecord job) {
    return new RenderingElsewhere(given, recipes.units(), Executor.toJson(job));
  }

  @Override
  public Engine.Open open() throws IOException {
    RenderOptions options = given.readInto(new RenderOptions());
    JobRecord record = Executor.record(job);
    RecipeFile recipes = options.file();
    if (recipes.units() != units
        || !recipes.header().fingerprint().equals(record.input().fingerprint())) {
      throw new IOException(
          "an executor finds other recipes in %s than the driver; put them where all of them reach"
                  .formatted(options.recipes)
              + " them, such as hdfs://");
    }
    Rendering rendering =
        Rendering.of(
            recipes,
            options.folder(),
            options.run.limits(Executor.console()),
            options.onError,
            reason -> {});
    Executor.requireSameCodec(record, PictureOptions.recorded(recipes.header().options()).codec);
    OutputFolder output = Executor.join(options.run, record, options.output().labels());
    return new Engine.Open(rendering.task(output), output);
  }
}
