package io.cutmix.inspect;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import io.cutmix.image.FileFormat;
import io.cutmix.image.ImageCodec;
import io.cutmix.inspect.ImageFacts.Kind;
import io.cutmix.inspect.Inspection.BoxFacts;
import io.cutmix.inspect.Inspection.FileProblems;
import io.cutmix.inspect.Inspection.FirstNames;
import io.cutmix.job.Parallel;
import io.cutmix.job.RunSpec;
import io.cutmix.storage.ReadAhead;
import io.cutmix.storage.ReadAhead.Coming;
import io.cutmix.storage.Readers;
import io.cutmix.work.Companions;
import io.cutmix.work.Companions.Part;
import io.cutmix.work.ImageSurvey.SizeCount;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Looks at every image of a data set.
 *
 * @param companions what is to be mixed with the images
 * @param whole whether images are read to their ends and decoded, or their headers alone
 */
public record Inspector(Dataset dataset, Companions companions, ImageCodec codec, boolean whole) {
  /** Images whose files are read ahead together. */
  private static final int BLOCK = 1 << 10;

  /**
   * The images that no row is about: those in the folder that a label file is for; there are none
   * of other sources.
   *
   * @param labelled whether a row is about the file of that name
   */
  public static FirstNames unlabelled(Source source, Predicate<String> labelled)
      throws IOException {
    FirstNames.Counter counter = new FirstNames.Counter();
    source.forEachImage(labelled, FileFormat::isImageName, counter::add);
    return counter.names();
  }

  /** Told how far it is. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Some more were looked at; one call at a time.
     *
     * @param images how many
     * @param lost how many of these can't be read
     */
    void lookedAt(int images, int lost);
  }

  /**
   * Looks at them.
   *
   * @param unlabelled what is known of images without a row
   * @param parallel looks at several images at once
   */
  public Inspection inspect(FirstNames unlabelled, Parallel parallel, Listener listener)
      throws IOException {
    int samples = dataset.size();
    ImageFacts facts = new ImageFacts(dataset, companions, codec, whole);
    Readers readers = new Readers(RunSpec.READ_AHEAD);
    for (int first = 0; first < samples; first += BLOCK) {
      try (ReadAhead ahead = new ReadAhead(readers, List::of)) {
        lookAt(first, Math.min(BLOCK, samples - first), facts, ahead, parallel, listener);
      }
    }
    Map<Kind, Long> kinds = facts.counts();
    FirstNames.Counter contradictions = new FirstNames.Counter();
    FirstNames duplicates = facts.duplicates(contradictions);
    return new Inspection(
        samples,
        LabelSummary.of(dataset.labels(), samples),
        sizes(kinds),
        tally(kinds, kind -> kind.header().format().name().toLowerCase(Locale.ROOT)),
        tally(kinds, Kind::channels),
        tally(kinds, kind -> kind.header().orientation()),
        count(kinds, kind -> kind.header().foreignProfile()),
        count(kinds, Kind::isAnimated),
        new FileProblems(
            facts.missing(),
            facts.lost(Part.IMAGE),
            facts.damaged(),
            facts.lost(Part.BOXES),
            facts.lost(Part.MASK),
            duplicates,
            contradictions.names(),
            unlabelled),
        companions.boxes().map(coco -> BoxFacts.of(coco, dataset)),
        companions.masks().isPresent(),
        whole);
  }

  private void lookAt(
      int first, int count, ImageFacts facts, ReadAhead ahead, Parallel parallel, Listener listener)
      throws IOException {
    Coming[] files = new Coming[count];
    Arrays.setAll(files, i -> dataset.coming(first + i));
    ahead.expect(whole ? List.of(files) : List.of());
    parallel.forEach(
        count,
        i -> {
          boolean there = facts.lookAt(first + i, () -> ahead.take(files[i]));
          synchronized (facts) {
            listener.lookedAt(1, there ? 0 : 1);
          }
        });
  }

  private static <T extends Comparable<T>> Map<T, Long> tally(
      Map<Kind, Long> kinds, Function<Kind, T> trait) {
    Map<T, Long> tally = new TreeMap<>();
    kinds.forEach((kind, count) -> tally.merge(trait.apply(kind), count, Long::sum));
    return tally;
  }

  private static long count(Map<Kind, Long> kinds, Function<Kind, Boolean> trait) {
    return tally(kinds, trait).getOrDefault(true, 0L);
  }

  /** The most frequent first, else the narrowest. */
  private static List<SizeCount> sizes(Map<Kind, Long> kinds) {
    return tally(kinds, kind -> (long) kind.header().width() << 32 | kind.header().height())
        .entrySet()
        .stream()
        .map(
            size ->
                new SizeCount(
                    (int) (size.getKey() >>> 32), size.getKey().intValue(), size.getValue()))
        .sorted(Comparator.comparing(SizeCount::images).reversed())
        .toList();
  }
}
