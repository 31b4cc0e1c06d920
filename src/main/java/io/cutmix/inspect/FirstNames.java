package io.cutmix.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How many images something is true of, and the first of them by name.
 *
 * @param first at most {@value #KEPT}, more than anybody reads
 */
public record FirstNames(long count, List<String> first) {
  private static final int KEPT = 100_000;

  public FirstNames {
    first = List.copyOf(first);
  }

  /** Counts names in any order. Thread-safe. */
  static final class Counter {
    private final TreeSet<String> first = new TreeSet<>();
    private long count;

    synchronized void add(String name) {
      count++;
      first.add(name);
      if (first.size() > KEPT) {
        first.pollLast();
      }
    }

    void addIf(boolean isOne, String name) {
      if (isOne) {
        add(name);
      }
    }

    synchronized FirstNames names() {
      return new FirstNames(count, new ArrayList<>(first));
    }
  }
}
