package io.cutmix.cli;

import static io.cutmix.mix.InvalidParameterException.contradiction;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Labels;
import io.cutmix.dataset.Spelling;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.Rendering;
import io.cutmix.inspect.Suggestion;
import io.cutmix.job.ImageSpec;
import io.cutmix.job.ImageSpec.Channels;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.job.ImageSpec.Size;
import io.cutmix.job.InputSpec;
import io.cutmix.job.MixSpec;
import io.cutmix.job.Options;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.LabelsFormat;
import io.cutmix.job.OutputSpec.OutputFormat;
import io.cutmix.job.Problem;
import io.cutmix.job.RunSpec;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.output.ImageNaming;
import io.cutmix.plan.Buckets;
import io.cutmix.plan.Plan;
import io.cutmix.plan.PlanOptions;
import io.cutmix.plan.Samples;
import io.cutmix.work.Companions;
import io.cutmix.work.ImageSettings;
import io.cutmix.work.ImageSurvey;
import io.cutmix.work.ImageSurvey.SizeCount;
import io.cutmix.work.PlannedBatches;
import io.cutmix.work.PlannedSample;
import io.cutmix.work.SampleException;
import io.cutmix.work.Shards;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is to become of a data set.
 *
 * @param options in force, of which none is open
 * @param companions what is mixed with the images
 */
record PlannedWork(Options options, Dataset dataset, Plan plan, Companions companions) {

  /**
   * Plans it.
   *
   * @param survey of the images, where the options leave size or channels open
   * @throws InvalidParameterException if the options don't fit the data set
   * @throws IOException if an image can't be read and that isn't to be skipped
   */
  static PlannedWork of(
      Request request,
      CodecChoice codecInUse,
      Dataset dataset,
      Companions companions,
      Optional<ImageSurvey> survey)
      throws IOException {
    Options given = request.options();
    RunSpec run = request.run();
    Consumer<Problem> warnings = request.console()::warn;
    Optional<SurveyedSizes> sizes = survey.map(SurveyedSizes::new);
    Size found =
        sizes.isPresent()
            ? sizes.get().mostFrequent(given.image().size().isEmpty(), run.onError())
            : given.image().size().orElseThrow();
    Channels channels = survey.isPresent() && survey.get().gray() ? Channels.GRAY : Channels.RGB;
    ImageSpec image = given.image().resolved(found, channels, codecInUse, run.maxPixels());
    Size size = image.size().orElseThrow();
    Buckets buckets =
        image.hasBuckets()
            ? sizes.orElseThrow().buckets(dataset, warnings)
            : Buckets.one(dataset.size(), size.height(), size.width());
    PlannedWork work =
        of(new Options(given.mix(), image, given.output()), dataset, companions, buckets);
    emptyBoxes(given.mix(), work.plan()).ifPresent(warnings);
    twoMetadata(given.output()).ifPresent(warnings);
    return work;
  }

  private static Optional<Problem> twoMetadata(OutputSpec output) {
    if (!output.labels().containsAll(List.of(LabelsFormat.JSONL, LabelsFormat.PARQUET))) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
                "datasets of Hugging Face reads no folder with metadata.jsonl and metadata.parquet")
            .remedy(
                "leave one out of --labels-format, unless it is another program that reads them"));
  }

  private static Optional<Problem> emptyBoxes(MixSpec mix, Plan plan) {
    int[] unmixed = plan.unmixedSizes();
    if (unmixed.length == 0 || mix.prob() == 0) {
      return Optional.empty();
    }
    int height = plan.heightOf(unmixed[0]);
    int width = plan.widthOf(unmixed[0]);
    String size = "%d x %d".formatted(width, height);
    String sizes = unmixed.length == 1 ? size : unmixed.length + " sizes, such as " + size;
    String option =
        mix.length()
            .map(length -> "--length " + length)
            .or(() -> mix.bbox().map(bbox -> "--bbox " + bbox))
            .or(() -> mix.maxBox().map(share -> "--max-box " + share))
            .orElse("any box");
    Problem problem =
        Problem.of("%s leaves no pixel to mix at %s, so such images stay unmixed", option, sizes);
    double least = Math.ceil(10_000.0 / Math.min(height, width)) / 10_000;
    return Optional.of(
        mix.length().isEmpty()
            ? problem
            : problem.remedy("give --length %s or more".formatted(least)));
  }

  private static PlannedWork of(
      Options options, Dataset dataset, Companions companions, Buckets buckets) {
    Plan plan = plan(options, dataset, buckets);
    Labels labels = dataset.labels();
    boolean isFull = labels.areNumbers() || options.mix().labelSmoothing() > 0;
    int numbers = isFull ? 0 : labels.classes().size();
    Options resolved = options.with(options.output().resolved(plan.files(), numbers));
    ImageNaming.of(resolved.output(), plan.files()).requireFits(labels);
    return new PlannedWork(resolved, dataset, plan, companions);
  }

  private static Plan plan(Options given, Dataset dataset, Buckets buckets) {
    MixSpec mix = given.mix();
    PlanOptions options = mix.planOptions(dataset.labels().classes().size());
    Samples samples = samples(mix.needingClasses(), dataset);
    if (!mix.mixClasses().isEmpty()) {
      samples = samples.mixingOnly(numbers(mix.mixClasses(), dataset.labels().classes()));
    }
    if (mix.balance()) {
      samples = samples.balanced(mix.seed());
    }
    Plan mixed = new Plan(options, samples, buckets);
    return given.output().includeOriginals() ? mixed.withOriginals() : mixed;
  }

  private static Samples samples(Map<String, String> needingClasses, Dataset dataset) {
    if (needingClasses.isEmpty()) {
      return Samples.unclassified(dataset.size());
    }
    Labels labels = dataset.labels();
    if (labels.areClassIds()) {
      return Samples.ofClasses(IntStream.range(0, dataset.size()).map(labels::classId).toArray());
    }
    Map.Entry<String, String> first = needingClasses.entrySet().iterator().next();
    String needs = " needs one class for each sample, but here each has a row of numbers";
    throw contradiction(first.getKey(), (first.getValue() + needs).strip(), "leave it out");
  }

  private static int[] numbers(List<String> names, List<String> classes) {
    for (String name : names) {
      if (!classes.contains(name)) {
        throw InvalidParameterException.outOfRange(
                "mix-classes", "must be classes of the data set", name)
            .remedy(correction(name, classes));
      }
    }
    return names.stream().mapToInt(classes::indexOf).toArray();
  }

  private static String correction(String name, List<String> classes) {
    Optional<String> whole =
        classes.stream()
            .filter(known -> known.contains(",") && known.contains(name.replace("\"", "")))
            .findFirst();
    if (whole.isPresent()) {
      return "\"%s\" can't be named here, as its comma ends a name; rename the class"
          .formatted(whole.get());
    }
    return Spelling.nearest(name, classes)
        .map(nearest -> "did you mean \"%s\"?".formatted(nearest))
        .orElseGet(() -> "known: " + Summary.names(classes));
  }

  /**
   * Up to {@code count} of the images that would be written, from all over the plan.
   *
   * @param batches the first ones, from which they are chosen
   * @throws io.cutmix.work.SampleException if one can't be read and that isn't to be skipped
   */
  List<PlannedSample> samples(int count, long batches, Request request, OnError onError)
      throws IOException {
    PlannedBatches.Names names =
        PlannedBatches.Names.of(ImageNaming.of(options.output(), plan.files()), dataset);
    PlannedBatches planned = new PlannedBatches(dataset, new Shards(plan, 1), names);
    return new PlannedSample.Maker(planned, settings(), request.codec(), onError)
        .spread(count, batches);
  }

  /** Batches of the plan that are mixed, which come before those of the originals. */
  long mixed() {
    return (long) options.mix().copies() * plan.batchesPerCopy();
  }

  /**
   * The codec in the order of colors in which it is fastest. Arrays take pixels as they are, and
   * PNGs are written in RGB; whether images are PNGs the first one tells.
   */
  ImageCodec inOrder(ImageCodec codec) {
    FileFormat first = FileFormat.JPEG.isNameOf(dataset.name(0)) ? FileFormat.JPEG : FileFormat.PNG;
    boolean isRgb =
        options.output().outputFormat() == OutputFormat.NPY
            || settings().encodingFor(first).format() == FileFormat.PNG;
    return isRgb ? codec : codec.inOwnOrder();
  }

  /** How images are read and written. */
  ImageSettings settings() {
    Rendering rendering = Rendering.of(options.image(), plan.heightOf(0), plan.widthOf(0));
    return new ImageSettings(rendering, options.image(), companions);
  }

  /** What is mixed with the images. */
  static Companions companions(Options options, InputSpec input) throws IOException {
    return InputReader.companions(
        input,
        options.image().masks(),
        options.image().maskFill().orElse(0),
        options.output().coco());
  }

  /** The sizes that a data set's images have of themselves. */
  private record SurveyedSizes(ImageSurvey survey) {
    private static final int SIZES_NAMED = 5;

    /**
     * The most frequent size.
     *
     * @param oneSizeNeeded whether images of several sizes can't be used
     * @param onError what an unreadable image means
     * @throws InvalidParameterException if there must be one size but are several
     * @throws IOException if an image can't be read and that isn't to be skipped, or none can
     */
    Size mostFrequent(boolean oneSizeNeeded, OnError onError) throws IOException {
      if (!survey.lost().isEmpty() && (onError == OnError.FAIL || survey.sizes().isEmpty())) {
        throw new SampleException(survey.lost());
      }
      SizeCount first = survey.sizes().get(0);
      if (oneSizeNeeded && survey.sizes().size() > 1) {
        throw InvalidParameterException.contradiction(
            "size",
            "is missing, but the images have %d sizes (%s)"
                .formatted(survey.sizes().size(), named()),
            "bring them to one, such as --size %d".formatted(Suggestion.side(survey.sizes())));
      }
      return new Size(first.height(), first.width());
    }

    private String named() {
      String sizes =
          survey.sizes().stream()
              .limit(SIZES_NAMED)
              .map(size -> "%dx%d: %,d".formatted(size.height(), size.width(), size.images()))
              .collect(Collectors.joining(", "));
      return "height x width: images; "
          + sizes
          + (survey.sizes().size() > SIZES_NAMED ? ", …" : "");
    }

    /**
     * The samples by size.
     *
     * @param warnings hears of the images that nobody can be mixed with, if there are any
     */
    Buckets buckets(Dataset dataset, Consumer<Problem> warnings) {
      int[] loners =
          IntStream.range(0, dataset.size())
              .filter(sample -> survey.sizes().get(survey.sizeOf()[sample]).images() == 1)
              .toArray();
      if (loners.length > 0) {
        String first = dataset.name(loners[0]);
        warnings.accept(
            Problem.of(
                loners.length == 1
                    ? "1 image is the only one of its size and stays unmixed (%s)".formatted(first)
                    : "%d images are the only ones of their size and stay unmixed (such as %s)"
                        .formatted(loners.length, first)));
      }
      return Buckets.of(
          survey.sizeOf(),
          survey.sizes().stream().mapToInt(SizeCount::height).toArray(),
          survey.sizes().stream().mapToInt(SizeCount::width).toArray());
    }
  }
}
