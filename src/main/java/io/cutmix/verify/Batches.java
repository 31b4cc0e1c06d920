package io.cutmix.verify;

/** How a copy of the data set is cut into batches: for each size of images by itself. */
final class Batches {
  private final int[] samples;
  private final int batchSize;

  /**
   * @param samples of each size, in the order in which a copy goes through them
   */
  Batches(int[] samples, int batchSize) {
    this.samples = samples;
    this.batchSize = batchSize;
  }

  /** The batch that holds a position of a copy, counted within it. */
  int at(int position) {
    int before = 0;
    int rest = position;
    for (int size : samples) {
      if (rest < size) {
        return before + Math.min(rest / batchSize, batchesOf(size) - 1);
      }
      rest -= size;
      before += batchesOf(size);
    }
    throw new IllegalArgumentException("position " + position);
  }

  /** Batches of a copy. */
  int count() {
    int count = 0;
    for (int size : samples) {
      count += batchesOf(size);
    }
    return count;
  }

  /** A lone sample that would be left over goes with those before it. */
  private int batchesOf(int size) {
    int batches = (size + batchSize - 1) / batchSize;
    return size % batchSize == 1 && batches > 1 ? batches - 1 : batches;
  }
}
