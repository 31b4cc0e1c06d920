package io.cutmix.cli;

import io.cutmix.cli.message.Console;
import io.cutmix.cli.message.Progress;
import io.cutmix.cli.option.AugmentOptions;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.InputSpec;
import io.cutmix.job.Options;
import io.cutmix.job.RunSpec;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.storage.Readers;
import io.cutmix.work.Companions;
import io.cutmix.work.ImageSurvey;
import io.cutmix.work.LocalEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What {@code augment} and {@code preview} are asked for, and the plan that comes of it.
 *
 * @param codec within the limits of the run
 * @param readers that wait for slow storage
 */
record Request(
    Options options,
    InputSpec input,
    RunSpec run,
    ImageCodec codec,
    Readers readers,
    Console console) {

  /** Looks at the headers of the images, where anything is to be learnt from them. */
  interface Surveyor {
    ImageSurvey survey(Dataset dataset, Companions companions) throws IOException;
  }

  /**
   * Takes the options.
   *
   * @throws InvalidParameterException if they are wrong by themselves
   */
  static Request of(AugmentOptions given, Console console) {
    RunSpec run = given.run();
    Options options = given.options();
    InputSpec input = given.input();
    Engines.check(run, console);
    ImageCodec codec = NativeLibraries.codec(options.image(), run, console);
    return new Request(options, input, run, codec, new Readers(run.readAhead()), console);
  }

  /**
   * Lists the data set and plans what is to become of it.
   *
   * @param out which mustn't lie in the images
   * @param meanwhile begins what may go on while they are listed, once they are there
   * @throws InvalidParameterException if the options are wrong for this data set
   * @throws IOException if the data set can't be read
   */
  PlannedWork plan(String out, Runnable meanwhile, Surveyor surveyor) throws IOException {
    console.check();
    Source source = InputReader.source(input, run.onError());
    InputReader.checkFolders(out, input, otherFiles(source));
    meanwhile.run();
    NativeLibraries natives = NativeLibraries.loading(options.image().codec());
    boolean headersMatter =
        options.image().needsSurvey()
            || options.image().masks().isPresent()
            || options.output().coco().isPresent();
    Source.Glance glance = headersMatter ? ImageSurvey.passing(codec) : Source.Glance.NONE;
    InputReader reader = new InputReader(console);
    Dataset dataset = reader.dataset(input, source, glance);
    if (input.followLinks() && run.overwrite()) {
      InputReader.checkLinks(out, input, dataset);
    }
    reader.warnOfUnlabelled(source, dataset);
    Companions companions = PlannedWork.companions(options, input);
    companions
        .boxes()
        .ifPresent(coco -> coco.findings(dataset::has).forEach(one -> console.warn(one.problem())));
    Optional<ImageSurvey> survey =
        options.image().needsSurvey() || !companions.isEmpty()
            ? Optional.of(surveyor.survey(dataset, companions))
            : Optional.empty();
    return PlannedWork.of(this, natives.codecInUse(console::warn), dataset, companions, survey);
  }

  /** Files and folders that are read besides those of the input. */
  private List<String> otherFiles(Source source) {
    Stream<String> found = source.files().stream().map(Path::toString);
    return Stream.of(found, options.image().masks().stream(), options.output().coco().stream())
        .flatMap(Function.identity())
        .toList();
  }

  /** The sizes and channels of all images, and whether what is mixed with them fits. */
  ImageSurvey survey(Dataset dataset, Companions companions, LocalEngine engine)
      throws IOException {
    Progress.Step surveying = new Progress.Step("surveying", "images", dataset.size(), true);
    try (Progress progress = console.progress(surveying)) {
      return ImageSurvey.of(
          dataset,
          companions,
          codec,
          readers,
          (count, step) ->
              engine.forEach(
                  count,
                  sample -> {
                    step.run(sample);
                    progress.advance(1);
                  },
                  readers));
    }
  }
}
