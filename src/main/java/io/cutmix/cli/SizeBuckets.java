package io.cutmix.cli;

import io.cutmix.dataset.Dataset;
import io.cutmix.pipeline.PictureSurvey;
import io.cutmix.pipeline.PictureSurvey.SizeCount;
import io.cutmix.plan.Buckets;
import java.util.Optional;
import java.util.stream.IntStream;

/** The samples by the sizes of their pictures. */
record SizeBuckets(PictureSurvey survey) {

  Buckets buckets() {
    return Buckets.of(
        survey.sizeOf(),
        survey.sizes().stream().mapToInt(SizeCount::height).toArray(),
        survey.sizes().stream().mapToInt(SizeCount::width).toArray());
  }

  /** A sentence about the pictures that nobody can be mixed with, if there are any. */
  Optional<String> loners(Dataset dataset) {
    int[] loners = IntStream.range(0, dataset.size()).filter(this::isAlone).toArray();
    if (loners.length == 0) {
      return Optional.empty();
    }
    String first = dataset.name(loners[0]);
    return Optional.of(
        loners.length == 1
            ? "1 picture is the only one of its size and stays unmixed (%s)".formatted(first)
            : "%d pictures are the only ones of their size and stay unmixed (such as %s)"
                .formatted(loners.length, first));
  }

  private boolean isAlone(int sample) {
    return survey.sizes().get(survey.sizeOf()[sample]).pictures() == 1;
  }
}
