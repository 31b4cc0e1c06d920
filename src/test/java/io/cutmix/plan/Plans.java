package io.cutmix.plan;

/** Plans of images that all have one size. */
public final class Plans {
  private Plans() {}

  public static Plan of(PlanOptions options, int samples, int height, int width) {
    return of(options, Samples.unclassified(samples), height, width);
  }

  static Plan of(PlanOptions options, Samples samples, int height, int width) {
    return new Plan(options, samples, Buckets.one(samples.size(), height, width));
  }
}
