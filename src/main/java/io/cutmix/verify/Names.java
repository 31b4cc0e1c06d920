package io.cutmix.verify;

import io.cutmix.dataset.Dataset;

/** Finds samples by their names, which a data set keeps in order. */
final class Names {
  private Names() {}

  /** The number of a sample; negative if there is none of that name. */
  static int find(Dataset dataset, String name) {
    int low = 0;
    int high = dataset.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = dataset.name(middle).compareTo(name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
