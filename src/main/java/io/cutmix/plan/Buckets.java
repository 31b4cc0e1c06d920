package io.cutmix.plan;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a data set by the size of their images; only images of one size can be mixed with
 * each other. Immutable and thread-safe.
 */
public final class Buckets implements Serializable {
  private static final long serialVersionUID = 1;

  private final Bucket[] buckets;

  private Buckets(Bucket... buckets) {
    this.buckets = buckets;
  }

  /**
   * Samples whose images have one size.
   *
   * @param first how many samples are in the buckets before
   * @param members which samples they are; null if they are all
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bucket(int first, int @Nullable [] members, int size, int height, int width)
      implements Serializable {
    int sample(int i) {
      return members == null ? i : members[i];
    }
  }

  /**
   * All images have one size.
   *
   * @throws IllegalArgumentException if a number is less than 1
   */
  public static Buckets one(int samples, int height, int width) {
    if (samples < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a plan needs samples, height and width of at least 1, but had %d, %d, %d"
              .formatted(samples, height, width));
    }
    return new Buckets(new Bucket(0, null, samples, height, width));
  }

  /**
   * Images of several sizes.
   *
   * @param sizeOf for each sample where its size stands in the other two; of each size there is at
   *     least one image
   * @param heights rows of each size
   * @param widths columns of each size
   */
  public static Buckets of(int[] sizeOf, int[] heights, int[] widths) {
    int[] counts = new int[heights.length];
    Arrays.stream(sizeOf).forEach(size -> counts[size]++);
    int[][] members = new int[counts.length][];
    Arrays.setAll(members, size -> new int[counts[size]]);
    int[] filled = new int[counts.length];
    for (int sample = 0; sample < sizeOf.length; sample++) {
      int size = sizeOf[sample];
      members[size][filled[size]++] = sample;
    }
    Bucket[] buckets = new Bucket[counts.length];
    int first = 0;
    for (int size = 0; size < buckets.length; size++) {
      buckets[size] = new Bucket(first, members[size], counts[size], heights[size], widths[size]);
      first += counts[size];
    }
    return new Buckets(buckets);
  }

  int count() {
    return buckets.length;
  }

  Bucket get(int index) {
    return buckets[index];
  }
}
