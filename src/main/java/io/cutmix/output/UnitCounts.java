package io.cutmix.output;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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
}
