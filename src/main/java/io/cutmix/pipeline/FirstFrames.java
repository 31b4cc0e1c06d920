package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import java.util.BitSet;
import java.util.Optional;

/** The samples whose files hold more than the one picture that was read. Thread-safe. */
final class FirstFrames {
  private final Dataset dataset;
  private final BitSet samples = new BitSet();

  FirstFrames(Dataset dataset) {
    this.dataset = dataset;
  }

  synchronized void add(int sample) {
    samples.set(sample);
  }

  /** One sentence for all of them, or nothing if there was none. */
  synchronized Optional<String> sentence() {
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    int count = samples.cardinality();
    String first = dataset.name(samples.nextSetBit(0));
    return Optional.of(
        count == 1
            ? "1 picture holds several frames or pages; its first was taken (%s)".formatted(first)
            : "%d pictures hold several frames or pages; the first of each was taken (such as %s)"
                .formatted(count, first));
  }
}
