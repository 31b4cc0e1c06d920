package io.cutmix.work;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.job.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a data set's pictures say.
 *
 * @param sizes how many pictures have each size, the most frequent first
 * @param sizeOf for each sample where its size stands in {@code sizes}; 0 if it can't be read
 * @param gray whether every picture is gray
 * @param unreadable the first samples whose header can't be read, with the reason
 * @param unreadableCount how many those are in all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ImageSurvey(
    List<SizeCount> sizes,
    int[] sizeOf,
    boolean gray,
    List<Problem> unreadable,
    int unreadableCount) {
  private static final int CHUNK = 256;
  private static final int NAMED = 20;

  /** A size of pictures, and how many have it. */
  public record SizeCount(int height, int width, int pictures) {}

  /** Takes the lists as they are at this moment. */
  public ImageSurvey {
    sizes = List.copyOf(sizes);
    unreadable = List.copyOf(unreadable);
  }

  /** Reads the header of every picture. */
  public static ImageSurvey of(Dataset dataset, ImageCodec codec, Parallel parallel)
      throws IOException {
    int chunks = (dataset.size() + CHUNK - 1) / CHUNK;
    Tally[] tallies = new Tally[chunks];
    @Nullable Size[] sizes = new Size[dataset.size()];
    parallel.forEach(
        chunks,
        chunk -> {
          int from = chunk * CHUNK;
          int to = Math.min(from + CHUNK, dataset.size());
          tallies[chunk] = Tally.of(dataset, codec, from, to, sizes);
        });
    Tally all = new Tally();
    for (Tally tally : tallies) {
      all.add(tally);
    }
    return all.survey(sizes);
  }

  /**
   * Reads only the headers of some pictures from all over the data set.
   *
   * @param pictures how many
   */
  public static ImageSurvey glance(Dataset dataset, ImageCodec codec, int pictures) {
    int looks = Math.min(pictures, dataset.size());
    @Nullable Size[] sizes = new Size[dataset.size()];
    Tally all = new Tally();
    for (int look = 0; look < looks; look++) {
      int sample = (int) ((long) dataset.size() * look / looks);
      all.add(Tally.of(dataset, codec, sample, sample + 1, sizes));
    }
    return all.survey(sizes);
  }

  private record Size(int height, int width) {}

  private static final class Tally {
    private final List<Problem> unreadable = new ArrayList<>();
    private int unreadableCount;
    private boolean gray = true;

    static Tally of(Dataset dataset, ImageCodec codec, int from, int to, @Nullable Size[] sizes) {
      Tally tally = new Tally();
      for (int sample = from; sample < to; sample++) {
        try (InputStream encoded = dataset.open(sample)) {
          ImageHeader header = codec.forImage(dataset.name(sample)).header(encoded);
          sizes[sample] = new Size(header.height(), header.width());
          tally.gray &= header.gray();
        } catch (IOException e) {
          tally.unreadableCount++;
          tally.unreadable.add(SampleException.problem(dataset.name(sample), e));
        }
      }
      return tally;
    }

    void add(Tally other) {
      gray &= other.gray;
      unreadableCount += other.unreadableCount;
      other.unreadable.stream().limit(NAMED - unreadable.size()).forEach(unreadable::add);
    }

    ImageSurvey survey(@Nullable Size[] sizes) {
      Map<Size, Integer> pictures = new HashMap<>();
      for (Size size : sizes) {
        if (size != null) {
          pictures.merge(size, 1, Integer::sum);
        }
      }
      List<SizeCount> counts = new ArrayList<>();
      pictures.forEach(
          (size, count) -> counts.add(new SizeCount(size.height(), size.width(), count)));
      counts.sort(
          Comparator.comparingInt(SizeCount::pictures)
              .reversed()
              .thenComparing(SizeCount::height)
              .thenComparing(SizeCount::width));
      return new ImageSurvey(counts, positions(sizes, counts), gray, unreadable, unreadableCount);
    }

    private static int[] positions(@Nullable Size[] sizes, List<SizeCount> counts) {
      Map<Size, Integer> positions = new HashMap<>();
      for (SizeCount count : counts) {
        positions.put(new Size(count.height(), count.width()), positions.size());
      }
      int[] sizeOf = new int[sizes.length];
      for (int sample = 0; sample < sizeOf.length; sample++) {
        Size size = sizes[sample];
        sizeOf[sample] = size == null ? 0 : positions.getOrDefault(size, 0);
      }
      return sizeOf;
    }
  }
}
