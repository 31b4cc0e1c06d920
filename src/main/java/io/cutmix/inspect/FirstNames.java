package io.cutmix.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How many images something is true of, and the first of them by name.
 *
 * @param first at most 10
 */
public record FirstNames(long count, List<String> first) {
  private static final int KEPT = 10;

  public FirstNames {
    first = List.copyOf(first);
  }

  /** Counts names in any order. Not thread-safe. */
  static final class Counter {
    private final TreeSet<String> first = new TreeSet<>();
    private long count;

    void add(String name) {
      count++;
      first.add(name);
      if (first.size() > KEPT) {
        first.pollLast();
      }
    }

    FirstNames names() {
      return new FirstNames(count, new ArrayList<>(first));
    }
  }
}
