package io.cutmix.image;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the threads of this process are at while they make images, and for how long they were, all
 * together. Reading is waiting for the bytes of a file. Thread-safe.
 */
public enum Stage {
  READING,
  DECODING,
  MIXING,
  ENCODING,
  WRITING;

  @SuppressWarnings("ImmutableEnumChecker") // it counts
  private final LongAdder nanos = new LongAdder();

  /** Adds the time since then, as {@link System#nanoTime} told it. */
  public void since(long start) {
    nanos.add(System.nanoTime() - start);
  }

  /** The same for what is done within another stage, to which it doesn't count. */
  public void since(long start, Stage within) {
    long took = System.nanoTime() - start;
    nanos.add(took);
    within.nanos.add(-took);
  }

  /** Seconds of each so far; empty if this process has made no image. */
  public static Optional<Map<String, Double>> seconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Stage stage : values()) {
      seconds.put(stage.name().toLowerCase(Locale.ROOT), Math.round(stage.nanos.sum() / 1e6) / 1e3);
    }
    return DECODING.nanos.sum() > 0 ? Optional.of(seconds) : Optional.empty();
  }
}
