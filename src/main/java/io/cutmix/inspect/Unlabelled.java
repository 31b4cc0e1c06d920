package io.cutmix.inspect;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import java.io.IOException;
import java.util.function.Predicate;

/** Finds the images that no row is about. */
public final class Unlabelled {
  private Unlabelled() {}

  /** Those in the folder that a label file is for; there are none of other sources. */
  public static FirstNames in(Source source, Dataset dataset, Predicate<String> isImage)
      throws IOException {
    FirstNames.Counter counter = new FirstNames.Counter();
    source.forEachImage(
        isImage,
        name -> {
          if (!dataset.has(name)) {
            counter.add(name);
          }
        });
    return counter.names();
  }
}
