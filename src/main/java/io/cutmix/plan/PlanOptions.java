package io.cutmix.plan;

import io.cutmix.mix.CutMix;
import io.cutmix.mix.InvalidParameterException;
import java.io.Serializable;

/**
 * What decides a plan, the data set's size aside.
 *
 * @param cutMix how partners and boxes are drawn
 * @param prob share of the batches, or of the samples, that are mixed, in [0, 1]
 * @param probScope which of the two
 * @param batchSize samples in a batch, at least 2
 * @param copies how often each sample comes out, at least 1
 * @param seed any number
 */
public record PlanOptions(
    CutMix cutMix, double prob, ProbScope probScope, int batchSize, int copies, long seed)
    implements Serializable {

  /**
   * @throws InvalidParameterException if a component is out of range
   */
  public PlanOptions {
    if (!(prob >= 0 && prob <= 1)) {
      throw InvalidParameterException.outOfRange("prob", "must be in 0..1", prob);
    }
    if (batchSize < 2) {
      throw InvalidParameterException.outOfRange(
          "batch-size", "must be at least 2 (an image needs a partner)", batchSize);
    }
    if (copies < 1) {
      throw InvalidParameterException.outOfRange("copies", "must be at least 1", copies);
    }
  }

  /** What is mixed, or isn't, as one. */
  public enum ProbScope {
    /** All samples of a batch are mixed, or none. */
    BATCH,
    /** Each sample by itself, with a partner among those of its batch that are mixed too. */
    SAMPLE
  }
}
