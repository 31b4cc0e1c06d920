package io.cutmix.plan;

import java.io.Serializable;

/** Which files each sample becomes by a plan, one in every copy. Immutable and thread-safe. */
public final class Places implements Serializable {
  private static final long serialVersionUID = 1;

  private final Shuffle[] orders;
  private final long samples;

  /** Takes {@code orders} over: that of each copy. */
  Places(Shuffle[] orders, long samples) {
    this.orders = orders;
    this.samples = samples;
  }

  /** How many copies there are, that of unmixed samples included. */
  public int copies() {
    return orders.length;
  }

  /**
   * The number of the file that a sample becomes.
   *
   * @param copy from 0 to {@link #copies}, exclusive
   * @param sample from 0 to the size of the data set, exclusive
   */
  public long file(int copy, long sample) {
    return copy * samples + orders[copy].positionOf(sample);
  }

  /**
   * The sample that a file is made of.
   *
   * @param file from 0 to {@link Plan#files}, exclusive
   */
  public int sample(long file) {
    return (int) orders[Math.toIntExact(file / samples)].at(file % samples);
  }
}
