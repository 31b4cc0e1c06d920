package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.engine.Engine;
import io.cutmix.engine.LocalEngine;
import io.cutmix.image.ImageLimits;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.output.JobRecord;
import io.cutmix.output.LabelEncoding;
import io.cutmix.output.RecipeFile;
import io.cutmix.output.RecipeHeader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** One run of {@code cutmix render}: from the recipes to the files, step by step. */
final class RenderRun {
  private final RenderOptions options;
  private final OptionsElsewhere given;
  private final OutputOptions output;
  private final RunOptions run;
  private final Console console;
  private final Instant started = Instant.now();

  /**
   * @param given the same options, for other processes
   */
  RenderRun(RenderOptions options, OptionsElsewhere given, Console console) {
    this.options = options;
    this.given = given;
    this.output = options.output();
    this.run = options.run;
    this.console = console;
  }

  /**
   * Does it.
   *
   * @return the exit code
   * @throws InvalidParameterException if the options are wrong, by themselves or for these recipes
   * @throws IOException if input or output fails
   */
  int execute() throws IOException {
    console.check();
    ImageLimits limits =
        UsageException.checked(
            () -> {
              run.check();
              new ShardOptions().check(output);
              return run.limits(console);
            });
    ImageFolder folder = options.folder();
    RecipeFile recipes = recipes();
    Rendering rendering = Rendering.of(recipes, folder, limits, options.onError, console::warn);
    output.labelEncoding = encoding(recipes.header().options());
    JobRecord job = job(recipes.header());
    try (LocalEngine local = new LocalEngine(run.threads())) {
      Engine engine = UsageException.checked(() -> run.engine(local, console.isVerbose()));
      Rendering work =
          engine == local ? rendering : rendering.by(RenderingElsewhere.of(given, recipes, job));
      return new JobRun(job, output.labels(), run, options.onError, console, started)
          .execute(work, engine, local::forEach);
    }
  }

  private RecipeFile recipes() throws IOException {
    RecipeFile file = options.file();
    RowRange range = options.range;
    if (file.units() == 0 || (!range.equals(RowRange.ALL) && range.to() > file.rows())) {
      throw InvalidParameterException.contradiction(
          "range",
          "%s isn't within the rows of %s".formatted(range, options.recipes),
          "choose from 0..%d".formatted(file.rows()));
    }
    AugmentRun.checkFolders(run.out, options.images);
    if (!file.header().cutmix().equals(Version.current())) {
      console.warn(
          "%s was written by cutmix %s and this is %s; the images may have other bytes"
              .formatted(options.recipes, file.header().cutmix(), Version.current()));
    }
    return file;
  }

  private static LabelEncoding encoding(ObjectNode options) {
    return options.path("label-encoding").asText().equals("sparse")
        ? LabelEncoding.SPARSE
        : LabelEncoding.DENSE;
  }

  private JobRecord job(RecipeHeader header) {
    ObjectNode recorded = header.options().deepCopy();
    recorded.remove(List.of("recipes-only", "report"));
    output.addLabelsTo(recorded);
    if (!options.range.equals(RowRange.ALL)) {
      recorded.put("range", options.range.toString());
    }
    ObjectNode source = JsonNodeFactory.instance.objectNode();
    source.put("images", options.images.toString());
    source.put("recipes", options.recipes.toString());
    return new JobRecord(
        Version.current(),
        recorded,
        new JobRecord.Input(source, header.samples(), header.fingerprint()));
  }
}
