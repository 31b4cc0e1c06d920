package io.cutmix.cli;

import io.cutmix.dataset.DatasetException;
import io.cutmix.image.ImageShape;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.pipeline.OnError;
import io.cutmix.pipeline.PictureSurvey;
import io.cutmix.pipeline.PictureSurvey.SizeCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The size and channels that a data set's pictures have of themselves.
 *
 * @param oneSizeNeeded whether pictures of several sizes can't be used
 * @param onError what an unreadable picture means
 */
record FoundShape(boolean oneSizeNeeded, OnError onError) {
  private static final int SIZES_NAMED = 5;

  /**
   * The shape of the most frequent size.
   *
   * @throws InvalidParameterException if there must be one size but are several
   * @throws IOException if a picture can't be read and that isn't to be skipped, or none can
   */
  ImageShape in(PictureSurvey survey) throws IOException {
    if (survey.unreadableCount() > 0 && (onError == OnError.FAIL || survey.sizes().isEmpty())) {
      throw unreadable(survey);
    }
    if (oneSizeNeeded && survey.sizes().size() > 1) {
      throw InvalidParameterException.contradiction(
          "size",
          "is missing, but the images have %d sizes (%s)"
              .formatted(survey.sizes().size(), mostFrequent(survey)),
          "bring them to one, such as --size %d".formatted(suggestion(survey)));
    }
    SizeCount size = survey.sizes().get(0);
    return new ImageShape(size.height(), size.width(), survey.gray() ? 1 : 3);
  }

  private static int suggestion(PictureSurvey survey) {
    SizeCount size = survey.sizes().get(0);
    return Math.min(size.height(), size.width());
  }

  private static String mostFrequent(PictureSurvey survey) {
    String sizes =
        survey.sizes().stream()
            .limit(SIZES_NAMED)
            .map(size -> "%dx%d: %,d".formatted(size.height(), size.width(), size.pictures()))
            .collect(Collectors.joining(", "));
    return "height x width: pictures; "
        + sizes
        + (survey.sizes().size() > SIZES_NAMED ? ", …" : "");
  }

  private static IOException unreadable(PictureSurvey survey) {
    int more = survey.unreadableCount() - survey.unreadable().size();
    List<String> lines = new ArrayList<>(survey.unreadable());
    if (more > 0) {
      lines.add("… and %,d more".formatted(more));
    }
    lines.add("mend them, or go on without them by --on-error skip");
    return DatasetException.ofLines(lines);
  }
}
