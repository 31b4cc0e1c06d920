package io.cutmix.work;

import io.cutmix.dataset.Dataset;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.job.Parallel;
import io.cutmix.job.Problem;
import io.cutmix.storage.Readers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a data set's images say.
 *
 * @param sizes how many images have each size, the most frequent first
 * @param sizeOf for each sample where its size stands in {@code sizes}; 0 if it can't be read
 * @param gray whether every image is gray
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
  private static final int NAMED = 20;

  /** A size of images, and how many have it. */
  public record SizeCount(int height, int width, int images) {}

  /** Takes the lists as they are at this moment. */
  public ImageSurvey {
    sizes = List.copyOf(sizes);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Reads the header of every image. Where storage is slow, files are read as a whole, as many as
   * there is room for, and needn't be read again.
   */
  public static ImageSurvey of(
      Dataset dataset, ImageCodec codec, Readers readers, Parallel parallel) throws IOException {
    Looks looks = new Looks(dataset, codec, readers);
    parallel.forEach(dataset.size(), looks::lookAt);
    return looks.survey();
  }

  /**
   * Reads only the headers of some images from all over the data set.
   *
   * @param images how many
   */
  public static ImageSurvey glance(Dataset dataset, ImageCodec codec, int images) {
    Looks looks = new Looks(dataset, codec, new Readers(0));
    int count = Math.min(images, dataset.size());
    for (int look = 0; look < count; look++) {
      looks.lookAt((int) ((long) dataset.size() * look / count));
    }
    return looks.survey();
  }

  private record Size(int height, int width) {}

  /** What was seen so far. Thread-safe for different images. */
  private static final class Looks {
    private final Dataset dataset;
    private final ImageCodec codec;
    private final Readers readers;
    private final @Nullable Size[] sizes;
    private final TreeMap<Integer, Problem> unreadable = new TreeMap<>();
    private int unreadableCount;
    private volatile boolean gray = true;

    Looks(Dataset dataset, ImageCodec codec, Readers readers) {
      this.dataset = dataset;
      this.codec = codec;
      this.readers = readers;
      this.sizes = new Size[dataset.size()];
    }

    void lookAt(int sample) {
      try {
        ImageHeader header =
            dataset.isKept(sample) ? header(sample) : readers.read(() -> header(sample));
        sizes[sample] = new Size(header.height(), header.width());
        if (!header.gray()) {
          gray = false;
        }
      } catch (IOException e) {
        keep(sample, SampleException.problem(dataset.name(sample), e));
      }
    }

    private synchronized void keep(int sample, Problem problem) {
      unreadableCount++;
      unreadable.put(sample, problem);
      if (unreadable.size() > NAMED) {
        unreadable.pollLastEntry();
      }
    }

    private ImageHeader header(int sample) throws IOException {
      try (InputStream encoded =
          readers.areWorthIt() ? dataset.openAndKeep(sample) : dataset.open(sample)) {
        return codec.forImage(dataset.name(sample)).header(encoded);
      }
    }

    synchronized ImageSurvey survey() {
      Map<Size, Integer> images = new HashMap<>();
      for (Size size : sizes) {
        if (size != null) {
          images.merge(size, 1, Integer::sum);
        }
      }
      List<SizeCount> counts = new ArrayList<>();
      images.forEach(
          (size, count) -> counts.add(new SizeCount(size.height(), size.width(), count)));
      counts.sort(
          Comparator.comparingInt(SizeCount::images)
              .reversed()
              .thenComparing(SizeCount::height)
              .thenComparing(SizeCount::width));
      return new ImageSurvey(
          counts, positions(counts), gray, List.copyOf(unreadable.values()), unreadableCount);
    }

    private int[] positions(List<SizeCount> counts) {
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
