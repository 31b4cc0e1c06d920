package io.cutmix.cli;

import io.cutmix.dataset.ClassIds;
import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Spelling;
import io.cutmix.plan.Buckets;
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
  static Plan of(MixOptions mix, Dataset dataset, Buckets buckets) {
    PlanOptions options = mix.toPlanOptions(dataset.labels().classes().size());
    Samples samples = samples(mix.needClasses(), dataset);
    if (!mix.mixClasses.isEmpty()) {
      samples = samples.mixingOnly(numbers(mix.mixClasses, dataset.labels().classes()));
    }
    if (mix.balance) {
      samples = samples.balanced(mix.seed);
    }
    return new Plan(options, samples, buckets);
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

  private static int[] numbers(List<String> names, List<String> classes) {
    for (String name : names) {
      if (!classes.contains(name)) {
        throw new IllegalArgumentException(
            "mix-classes must be classes of the data set, but \"%s\" is none%s"
                .formatted(name, correction(name, classes)));
      }
    }
    return names.stream().mapToInt(classes::indexOf).toArray();
  }

  private static String correction(String name, List<String> classes) {
    return Spelling.nearest(name, classes)
        .map(nearest -> "; did you mean \"%s\"?".formatted(nearest))
        .orElseGet(() -> " (known: %s)".formatted(Summary.names(classes)));
  }
}
