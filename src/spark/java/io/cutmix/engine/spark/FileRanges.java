package io.cutmix.engine.spark;

import java.util.Arrays;
import java.util.Objects;
import org.apache.spark.Partitioner;

/** Sends each file of a plan to the slice that makes it. */
final class FileRanges extends Partitioner {
  private static final long serialVersionUID = 1;

  private final long[] firsts;

  /**
   * @param firsts number of each slice's first file, ascending; the first is 0
   */
  FileRanges(long[] firsts) {
    this.firsts = firsts;
  }

  @Override
  public int numPartitions() {
    return firsts.length;
  }

  @Override
  public int getPartition(Object file) {
    int found = Arrays.binarySearch(firsts, (Long) Objects.requireNonNull(file));
    return found < 0 ? -found - 2 : found;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileRanges ranges && Arrays.equals(firsts, ranges.firsts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(firsts);
  }
}
