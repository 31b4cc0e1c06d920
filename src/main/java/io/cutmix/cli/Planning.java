package io.cutmix.cli;

import io.cutmix.dataset.ClassIds;
import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageShape;
import io.cutmix.plan.Plan;
import io.cutmix.plan.PlanOptions;
import io.cutmix.plan.Samples;
import java.util.List;
import java.util.stream.IntStream;

/** From the options and the data set to the plan. */
final class Planning {
  private Planning() {}

  /**
   * @throws IllegalArgumentException if an option doesn't fit the data set
   */
  static Plan of(MixOptions mix, Dataset dataset, ImageShape shape) {
    PlanOptions options = mix.toPlanOptions(dataset.labels().classes().size());
    return new Plan(options, samples(mix.needClasses(), dataset), shape.height(), shape.width());
  }

  private static Samples samples(List<String> needClasses, Dataset dataset) {
    if (needClasses.isEmpty()) {
      return Samples.unclassified(dataset.size());
    }
    if (dataset.labels() instanceof ClassIds ids) {
      return Samples.ofClasses(IntStream.range(0, dataset.size()).map(ids::classId).toArray());
    }
    throw new IllegalArgumentException(
        "%s needs one class for each sample, but here each has a row of numbers; leave it out"
            .formatted(needClasses.get(0)));
  }
}
