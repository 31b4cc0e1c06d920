package io.cutmix.verify;

import io.cutmix.mix.InvalidParameterException;

/**
 * Which images are compared pixel by pixel, beside the first.
 *
 * @param share of all, more than 0 and at most 1
 * @param seed other seeds choose others
 */
public record Sampling(double share, long seed) {
  public Sampling {
    if (!(share > 0 && share <= 1)) {
      throw InvalidParameterException.outOfRange(
          "sample", "must be more than 0 and at most 1 (or 100%)", share);
    }
  }

  boolean takes(long number) {
    return share == 1 || (FolderCheck.hash(seed + " " + number) >>> 11) * 0x1p-53 < share;
  }
}
