package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.Links;
import io.cutmix.engine.LocalEngine;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageShape;
import io.cutmix.image.PictureLimits;
import io.cutmix.mix.CutMix;
import io.cutmix.output.JobRecord;
import io.cutmix.output.LabelEncoding;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.RecipeFile;
import io.cutmix.output.RecipeHeader;
import io.cutmix.pipeline.OnError;
import io.cutmix.pipeline.PictureSettings;
import io.cutmix.pipeline.RecordedPairs;
import io.cutmix.pipeline.RenderTask;
import io.cutmix.pipeline.UnitTask;
import io.cutmix.report.ReportSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** One run of {@code cutmix render}: from the recipes to the files, step by step. */
final class RenderRun {
  private final Path recipes;
  private final Path images;
  private final Links links;
  private final RowRange range;
  private final OutputOptions output;
  private final RunOptions run;
  private final Console console;
  private final Instant started = Instant.now();

  RenderRun(
      Path recipes,
      Path images,
      Links links,
      RowRange range,
      OutputOptions output,
      RunOptions run,
      Console console) {
    this.recipes = recipes;
    this.images = images;
    this.links = links;
    this.range = range;
    this.output = output;
    this.run = run;
    this.console = console;
  }

  /**
   * Does it.
   *
   * @return the exit code
   * @throws UsageException if the options are wrong, by themselves or for these recipes
   * @throws IOException if input or output fails
   */
  int execute() throws IOException {
    console.check();
    PictureLimits limits =
        UsageException.checked(
            () -> {
              run.check();
              new ShardOptions().check(output);
              return run.limits(console);
            });
    ImageFolder folder = ImageFolder.open(images, links);
    if (!Files.exists(recipes)) {
      throw new FileSystemException(
          recipes.toString(),
          null,
          "no such file; give the recipes.jsonl of 'cutmix augment --recipes-only'");
    }
    RecipeFile file = RecipeFile.open(recipes, range.from(), range.to());
    checkRange(file);
    AugmentRun.checkFolders(run.out, images);
    if (!file.header().cutmix().equals(Version.current())) {
      console.warn(
          "%s was written by cutmix %s and this is %s; the images may have other bytes"
              .formatted(recipes, file.header().cutmix(), Version.current()));
    }
    Rendering rendering = rendering(file, folder, limits);
    output.labelEncoding = encoding(file.header().options());
    try (LocalEngine engine = new LocalEngine(run.threads())) {
      return new JobRun(job(file.header()), output.labels(), run, OnError.FAIL, console, started)
          .execute(rendering, engine, engine::forEach);
    }
  }

  private void checkRange(RecipeFile file) {
    if (file.units() == 0 || (!range.equals(RowRange.ALL) && range.to() > file.rows())) {
      throw new UsageException(
          "--range %s isn't within the rows of %s, which are 0..%d"
              .formatted(range, recipes, file.rows()));
    }
  }

  /** What the run that wrote the recipes would have done with pictures. */
  private Rendering rendering(RecipeFile file, ImageFolder folder, PictureLimits limits)
      throws IOException {
    ObjectNode options = file.header().options();
    try {
      PictureOptions pictures = PictureOptions.recorded(options);
      PictureSize size = new PictureSize.Converter().convert(options.path("size").asText());
      PictureSettings settings = pictures.settings(new ImageShape(size.height(), size.width(), 3));
      NativeLibraries.loading(pictures.codec).codecInUse(console::warn);
      return new Rendering(file, folder, Codecs.of(pictures.codec, limits), settings);
    } catch (ParameterException | TypeConversionException | IllegalArgumentException e) {
      throw new IOException(
          "%s:1: options that this version doesn't know: %s; use cutmix %s"
              .formatted(recipes, e.getMessage(), file.header().cutmix()),
          e);
    }
  }

  private static LabelEncoding encoding(ObjectNode options) {
    return options.path("label-encoding").asText().equals("sparse")
        ? LabelEncoding.SPARSE
        : LabelEncoding.DENSE;
  }

  private JobRecord job(RecipeHeader header) {
    ObjectNode options = header.options().deepCopy();
    options.remove(List.of("recipes-only", "report"));
    output.addLabelsTo(options);
    if (!range.equals(RowRange.ALL)) {
      options.put("range", range.toString());
    }
    ObjectNode source = JsonNodeFactory.instance.objectNode();
    source.put("images", images.toString());
    source.put("recipes", recipes.toString());
    return new JobRecord(
        Version.current(),
        options,
        new JobRecord.Input(source, header.samples(), header.fingerprint()));
  }

  /** The rows of each batch are a unit. */
  private record Rendering(
      RecipeFile recipes, ImageFolder folder, ImageCodec codec, PictureSettings settings)
      implements JobRun.Work {

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
      long images = 0;
      for (long unit = 0; unit < units(); unit++) {
        images += imagesOf(unit);
      }
      return images;
    }

    @Override
    public ReportSource report() {
      CutMix cutMix =
          MixOptions.recorded(recipes.header().options()).toPlanOptions(classes().size()).cutMix();
      ImageShape shape = settings.rendering().shape();
      return new ReportSource(
          classes(),
          cutMix,
          shape,
          row -> shape,
          new RecordedPairs(codec, settings, folder::bytes),
          Optional.empty());
    }

    @Override
    public UnitTask task(OutputFolder output) {
      return new RenderTask(recipes, folder, codec, settings, output);
    }
  }
}
