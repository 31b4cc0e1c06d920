package io.cutmix.pipeline;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the headers of a data set's pictures say.
 *
 * @param sizes how many pictures have each size, the most frequent first
 * @param gray whether every picture is gray
 * @param unreadable the first samples whose header can't be read, with the reason
 * @param unreadableCount how many those are in all
 */
public record PictureSurvey(
    List<SizeCount> sizes, boolean gray, List<String> unreadable, int unreadableCount) {
  private static final int CHUNK = 256;
  private static final int NAMED = 20;

  /** A size of pictures, and how many have it. */
  public record SizeCount(int height, int width, int pictures) {}

  /** Takes the lists as they are at this moment. */
  public PictureSurvey {
    sizes = List.copyOf(sizes);
    unreadable = List.copyOf(unreadable);
  }

  /** Reads the header of every picture. */
  public static PictureSurvey of(Dataset dataset, ImageCodec codec, Parallel parallel)
      throws IOException {
    int chunks = (dataset.size() + CHUNK - 1) / CHUNK;
    Tally[] tallies = new Tally[chunks];
    parallel.forEach(
        chunks,
        chunk -> {
          int from = chunk * CHUNK;
          tallies[chunk] = Tally.of(dataset, codec, from, Math.min(from + CHUNK, dataset.size()));
        });
    Tally all = new Tally();
    for (Tally tally : tallies) {
      all.add(tally);
    }
    return all.survey();
  }

  private static final class Tally {
    private final Map<List<Integer>, Integer> sizes = new HashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private int unreadableCount;
    private boolean gray = true;

    static Tally of(Dataset dataset, ImageCodec codec, int from, int to) {
      Tally tally = new Tally();
      for (int sample = from; sample < to; sample++) {
        try (InputStream encoded = dataset.open(sample)) {
          tally.count(codec.header(encoded));
        } catch (IOException e) {
          tally.unreadableCount++;
          tally.unreadable.add(dataset.name(sample) + ": " + SampleException.reason(e));
        }
      }
      return tally;
    }

    private void count(ImageHeader header) {
      sizes.merge(List.of(header.height(), header.width()), 1, Integer::sum);
      gray &= header.gray();
    }

    void add(Tally other) {
      other.sizes.forEach((size, count) -> sizes.merge(size, count, Integer::sum));
      gray &= other.gray;
      unreadableCount += other.unreadableCount;
      other.unreadable.stream().limit(NAMED - unreadable.size()).forEach(unreadable::add);
    }

    PictureSurvey survey() {
      List<SizeCount> counts = new ArrayList<>();
      sizes.forEach((size, count) -> counts.add(new SizeCount(size.get(0), size.get(1), count)));
      counts.sort(
          Comparator.comparingInt(SizeCount::pictures)
              .reversed()
              .thenComparing(SizeCount::height)
              .thenComparing(SizeCount::width));
      return new PictureSurvey(counts, gray, unreadable, unreadableCount);
    }
  }
}
