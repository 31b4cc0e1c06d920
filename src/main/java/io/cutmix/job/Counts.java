package io.cutmix.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many images came out of a unit of work or of a whole run.
 *
 * @param images images written
 * @param mixed those among them that have a partner
 * @param skipped samples that are missing
 * @param meanLam mean share of its own pixels that an image kept, unmixed ones included; 1 if there
 *     are none
 * @param flattened images whose own transparent pixels were laid over the background
 */
public record Counts(
    long images,
    long mixed,
    long skipped,
    @JsonProperty("mean_lam") double meanLam,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long flattened) {
  /** Of nothing. */
  public static final Counts NONE = new Counts(0, 0, 0, 1, 0);

  /** One image. */
  public static Counts ofImage(boolean isMixed, double lam) {
    return new Counts(1, isMixed ? 1 : 0, 0, lam, 0);
  }

  /** Those of both. */
  public Counts plus(Counts other) {
    long sum = images + other.images;
    double lamSum = images * meanLam + other.images * other.meanLam;
    return new Counts(
        sum,
        mixed + other.mixed,
        skipped + other.skipped,
        sum == 0 ? 1 : lamSum / sum,
        flattened + other.flattened);
  }
}
