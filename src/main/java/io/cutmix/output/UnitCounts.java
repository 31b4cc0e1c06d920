package io.cutmix.output;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of one unit of work.
 *
 * @param images images written
 * @param mixed those among them that have a partner
 * @param lamSum sum of their λ
 * @param failures samples that are missing, in the order of their file numbers
 */
@JsonPropertyOrder({"images", "mixed", "lam_sum", "failures"})
public record UnitCounts(
    int images, int mixed, @JsonProperty("lam_sum") double lamSum, List<Failure> failures) {

  /** Takes the failures as they are at this moment. */
  public UnitCounts {
    failures = List.copyOf(failures);
  }

  /** What became of several, one after another. */
  public static UnitCounts sum(List<UnitCounts> several) {
    int images = 0;
    int mixed = 0;
    double lamSum = 0;
    List<Failure> failures = new ArrayList<>();
    for (UnitCounts one : several) {
      images += one.images;
      mixed += one.mixed;
      lamSum += one.lamSum;
      failures.addAll(one.failures);
    }
    return new UnitCounts(images, mixed, lamSum, failures);
  }
}
