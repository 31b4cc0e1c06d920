package io.cutmix.cli;

import io.cutmix.dataset.Dataset;
import io.cutmix.inspect.Suggestion;
import io.cutmix.job.ImageSpec.Size;
import io.cutmix.job.Problem;
import io.cutmix.job.RunSpec.OnError;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.plan.Buckets;
import io.cutmix.work.ImageSurvey;
import io.cutmix.work.ImageSurvey.SizeCount;
import io.cutmix.work.SampleException;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sizes that a data set's images have of themselves. */
record SurveyedSizes(ImageSurvey survey) {
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
          "is missing, but the images have %d sizes (%s)".formatted(survey.sizes().size(), named()),
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
    return "height x width: images; " + sizes + (survey.sizes().size() > SIZES_NAMED ? ", …" : "");
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
