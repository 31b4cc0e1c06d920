package io.cutmix.inspect;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageCodec;
import io.cutmix.inspect.Inspection.FileProblems;
import io.cutmix.inspect.Inspection.Size;
import io.cutmix.pipeline.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Looks at every picture of a data set. To be used once. */
public final class Inspector {
  private static final int CHUNK = 64;

  private final Dataset dataset;
  private final PictureFacts facts;
  private final boolean whole;

  /**
   * @param whole whether pictures are read to their ends and decoded, or their headers alone
   */
  public Inspector(Dataset dataset, ImageCodec codec, boolean whole) {
    this.dataset = dataset;
    this.facts = new PictureFacts(dataset, codec, whole);
    this.whole = whole;
  }

  /** Told how far it is. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Some more were looked at; one call at a time.
     *
     * @param pictures how many
     * @param lost how many of these can't be read
     */
    void lookedAt(int pictures, int lost);
  }

  /**
   * Looks at them.
   *
   * @param unlabelled what is known of pictures without a row
   */
  public Inspection inspect(FirstNames unlabelled, Parallel parallel, Listener listener)
      throws IOException {
    int samples = dataset.size();
    parallel.forEach(
        (samples + CHUNK - 1) / CHUNK,
        chunk -> {
          int end = Math.min(samples, (chunk + 1) * CHUNK);
          int lost = 0;
          for (int i = chunk * CHUNK; i < end; i++) {
            facts.lookAt(i);
            lost += facts.isReadable(i) ? 0 : 1;
          }
          synchronized (facts) {
            listener.lookedAt(end - chunk * CHUNK, lost);
          }
        });
    Duplicates found = Duplicates.in(dataset, facts, whole);
    return new Inspection(
        samples,
        LabelSummary.of(dataset.labels(), samples),
        sizes(),
        tally(facts::format),
        tally(facts::channels),
        tally(facts::orientation),
        count(facts::hasProfile),
        count(facts::isAnimated),
        new FileProblems(
            missing(), unreadable(), found.duplicates(), found.contradictions(), unlabelled),
        whole);
  }

  private IntStream readable() {
    return IntStream.range(0, dataset.size()).filter(facts::isReadable);
  }

  private long count(IntPredicate trait) {
    return readable().filter(trait).count();
  }

  private <T extends Comparable<T>> Map<T, Long> tally(Function<Integer, T> trait) {
    Map<T, Long> tally = new TreeMap<>();
    readable().forEach(i -> tally.merge(trait.apply(i), 1L, Long::sum));
    return tally;
  }

  private List<Size> sizes() {
    long[] all = readable().mapToLong(facts::size).toArray();
    Arrays.sort(all);
    List<Size> sizes = new ArrayList<>();
    for (int from = 0; from < all.length; ) {
      int to = from;
      while (to < all.length && all[to] == all[from]) {
        to++;
      }
      sizes.add(new Size((int) (all[from] >>> 32), (int) all[from], to - from));
      from = to;
    }
    sizes.sort(Comparator.comparing(Size::pictures).reversed());
    return sizes;
  }

  private FirstNames missing() {
    FirstNames.Counter counter = new FirstNames.Counter();
    IntStream.range(0, dataset.size())
        .filter(facts::isMissing)
        .forEach(i -> counter.add(dataset.name(i)));
    return counter.names();
  }

  /** The reasons of the first are found by another look, so that not all must be kept. */
  private FirstNames unreadable() {
    int[] samples =
        IntStream.range(0, dataset.size())
            .filter(i -> !facts.isReadable(i) && !facts.isMissing(i))
            .toArray();
    List<String> first =
        Arrays.stream(samples)
            .limit(10)
            .mapToObj(
                i ->
                    facts
                        .problem(i)
                        .map(reason -> dataset.name(i) + ": " + reason.getMessage())
                        .orElse(dataset.name(i)))
            .toList();
    return new FirstNames(samples.length, first);
  }
}
