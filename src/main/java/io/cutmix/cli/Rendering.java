package io.cutmix.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.engine.Engine;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageLimits;
import io.cutmix.image.ImageShape;
import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.CutMix;
import io.cutmix.output.JobRecord;
import io.cutmix.output.OutputFolder;
import io.cutmix.output.RecipeFile;
import io.cutmix.output.RecipeHeader;
import io.cutmix.pipeline.ImageNames;
import io.cutmix.pipeline.MixedPair;
import io.cutmix.pipeline.NamePattern;
import io.cutmix.pipeline.OnError;
import io.cutmix.pipeline.PictureSettings;
import io.cutmix.pipeline.RecipeBatches;
import io.cutmix.pipeline.UnitTask;
import io.cutmix.report.ReportSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * The work of {@code cutmix render}: the rows of each batch are a unit.
 *
 * @param elsewhere the same in other processes, if those do it
 */
record Rendering(
    RecipeFile recipes,
    ImageFolder folder,
    ImageCodec codec,
    PictureSettings settings,
    OnError onError,
    Optional<RenderingElsewhere> elsewhere)
    implements JobRun.Work {

  /**
   * Does with pictures what the run that wrote the recipes would have done.
   *
   * @param warnings told why another codec is used than was wanted
   */
  static Rendering of(
      RecipeFile recipes,
      ImageFolder folder,
      ImageLimits limits,
      OnError onError,
      Consumer<String> warnings)
      throws IOException {
    ObjectNode recorded = recipes.header().options();
    try {
      PictureOptions pictures = PictureOptions.recorded(recorded);
      PictureSize size = new PictureSize.Converter().convert(recorded.path("size").asText());
      PictureSettings settings = pictures.settings(new ImageShape(size.height(), size.width(), 3));
      NativeLibraries.loading(pictures.codec).codecInUse(warnings);
      ImageCodec codec = Codecs.of(pictures.codec, limits);
      return new Rendering(recipes, folder, codec, settings, onError, Optional.empty());
    } catch (ParameterException | TypeConversionException | IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of("options that this version doesn't know: " + e.getMessage())
              .remedy("use cutmix " + recipes.header().cutmix())
              .at(Place.of(recipes.path(), 1)),
          e);
    }
  }

  /** The same, done by other processes. */
  Rendering by(RenderingElsewhere others) {
    return new Rendering(recipes, folder, codec, settings, onError, Optional.of(others));
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
        codec,
        row -> MixedPair.of(row, shape.height(), shape.width(), folder::bytes, settings, codec),
        Optional.empty());
  }

  @Override
  public Engine.TaskSource tasks(JobRecord job, OutputFolder output) throws IOException {
    return elsewhere.isPresent() ? elsewhere.get() : JobRun.Work.super.tasks(job, output);
  }

  @Override
  public UnitTask task(OutputFolder output) {
    RecipeHeader header = recipes.header();
    ImageShape shape = settings.rendering().shape();
    int originals = header.options().path("include-originals").asBoolean() ? 1 : 0;
    long files = (header.options().path("copies").asLong(1) + originals) * header.samples();
    String pattern = header.options().path("name-pattern").asText(NamePattern.INDEX.text());
    return new UnitTask(
        new RecipeBatches(
            recipes,
            folder,
            ImageNames.numbers(new NamePattern(pattern), files),
            shape.height(),
            shape.width()),
        codec,
        settings,
        onError,
        output,
        output.images(codec));
  }
}
