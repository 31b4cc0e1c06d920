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
import io.cutmix.work.Companions;
import io.cutmix.work.Companions.Part;
import io.cutmix.work.ImageSurvey.SizeCount;
import java.io.IOException;
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
  private static final int CHUNK = 64;

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
   */
  public Inspection inspect(FirstNames unlabelled, Parallel parallel, Listener listener)
      throws IOException {
    int samples = dataset.size();
    ImageFacts facts = new ImageFacts(dataset, companions, codec, whole);
    parallel.forEach(
        (samples + CHUNK - 1) / CHUNK,
        chunk -> {
          int end = Math.min(samples, (chunk + 1) * CHUNK);
          int lost = 0;
          for (int i = chunk * CHUNK; i < end; i++) {
            lost += facts.lookAt(i) ? 0 : 1;
          }
          synchronized (facts) {
            listener.lookedAt(end - chunk * CHUNK, lost);
          }
        });
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
