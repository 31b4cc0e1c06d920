package io.cutmix.inspect;

import io.cutmix.dataset.Dataset;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Images whose files have the same bytes.
 *
 * @param duplicates each but the first of those that are alike, with that one
 * @param contradictions those of them that have another label than the first
 */
record Duplicates(FirstNames duplicates, FirstNames contradictions) {

  static Duplicates in(Dataset dataset, ImageFacts facts, boolean known) {
    FirstNames.Counter duplicates = new FirstNames.Counter();
    FirstNames.Counter contradictions = new FirstNames.Counter();
    if (known) {
      int[] order = byHash(dataset, facts);
      for (int at = 0; at < order.length; ) {
        int first = order[at++];
        while (at < order.length && facts.hash(order[at]) == facts.hash(first)) {
          int other = order[at++];
          String both = dataset.name(other) + " = " + dataset.name(first);
          duplicates.add(both);
          if (!Arrays.equals(dataset.labels().row(first), dataset.labels().row(other))) {
            contradictions.add(both);
          }
        }
      }
    }
    return new Duplicates(duplicates.names(), contradictions.names());
  }

  /** The samples whose files are there, those that are alike together and in their own order. */
  private static int[] byHash(Dataset dataset, ImageFacts facts) {
    long[] hashes =
        IntStream.range(0, dataset.size())
            .filter(i -> !facts.isMissing(i))
            .mapToLong(facts::hash)
            .toArray();
    Arrays.sort(hashes);
    long[] repeated =
        IntStream.range(1, hashes.length)
            .filter(i -> hashes[i] == hashes[i - 1])
            .mapToLong(i -> hashes[i])
            .distinct()
            .toArray();
    // Few are repeated, so that boxes for these cost little.
    return IntStream.range(0, dataset.size())
        .filter(i -> !facts.isMissing(i) && Arrays.binarySearch(repeated, facts.hash(i)) >= 0)
        .boxed()
        .sorted(
            (a, b) ->
                facts.hash(a) == facts.hash(b)
                    ? Integer.compare(a, b)
                    : Long.compare(facts.hash(a), facts.hash(b)))
        .mapToInt(i -> i)
        .toArray();
  }
}
