package io.cutmix.work;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.Source;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.job.ImageSpec.Size;
import io.cutmix.job.Parallel;
import io.cutmix.job.Problem;
import io.cutmix.storage.Readers;
import io.cutmix.work.Companions.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a data set's images say.
 *
 * @param sizes how many images have each size, the most frequent first
 * @param sizeOf for each sample where its size stands in {@code sizes}; 0 if it can't be read
 * @param gray whether every image is gray
 * @param lost what is wrong with samples, part by part
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ImageSurvey(List<SizeCount> sizes, int[] sizeOf, boolean gray, List<Lost> lost) {
  /** A size of images, and how many have it. */
  public record SizeCount(int width, int height, long images) {}

  /**
   * Samples with a part that can't be used.
   *
   * @param problems those of the first of them, in their order
   * @param count how many there are in all
   */
  public record Lost(List<Problem> problems, int count) {
    /** More than anybody reads, and fewer than fill the memory. */
    static final int KEPT = 100_000;

    /** Takes the list as it is at this moment. */
    public Lost {
      problems = List.copyOf(problems);
    }
  }

  /** Takes the lists as they are at this moment. */
  public ImageSurvey {
    sizes = List.copyOf(sizes);
    lost = List.copyOf(lost);
  }

  /**
   * Reads the header of every image and of its mask. Where storage is slow, files are read as a
   * whole, as many as there is room for, and needn't be read again.
   */
  public static ImageSurvey of(
      Dataset dataset, Companions companions, ImageCodec codec, Readers readers, Parallel parallel)
      throws IOException {
    Looks looks = new Looks(dataset, companions, codec, readers);
    parallel.forEach(dataset.size(), looks::lookAt);
    return looks.survey();
  }

  /**
   * Reads only the headers of some images from all over the data set.
   *
   * @param images how many
   */
  public static ImageSurvey glance(
      Dataset dataset, Companions companions, ImageCodec codec, int images) {
    Looks looks = new Looks(dataset, companions, codec, new Readers(0));
    int count = Math.min(images, dataset.size());
    for (int look = 0; look < count; look++) {
      looks.lookAt((int) ((long) dataset.size() * look / count));
    }
    return looks.survey();
  }

  /** Looks at headers while their files are listed. */
  public static Source.Glance passing(ImageCodec codec) {
    return (sample, beginning, size) -> {
      try {
        InputStream bytes = new ByteArrayInputStream(beginning);
        ImageHeader header = codec.forImage(sample).header(bytes);
        boolean isAll = beginning.length == size || bytes.available() > 0;
        return isAll ? Optional.of(new PassedHeader(header)) : Optional.empty();
      } catch (IOException e) {
        return Optional.empty(); // Whoever looks at the whole file says what is wrong.
      }
    };
  }

  record PassedHeader(ImageHeader header) implements Dataset.Glimpse {}

  /** What was seen so far. Thread-safe for different images. */
  private static final class Looks {
    private final Dataset dataset;
    private final Companions companions;
    private final ImageCodec codec;
    private final Readers readers;
    private final @Nullable Size[] sizes;
    private final Map<Part, TreeMap<Integer, Problem>> lost = new EnumMap<>(Part.class);
    private final Map<Part, Integer> counts = new EnumMap<>(Part.class);
    private volatile boolean gray = true;

    Looks(Dataset dataset, Companions companions, ImageCodec codec, Readers readers) {
      this.dataset = dataset;
      this.companions = companions;
      this.codec = codec;
      this.readers = readers;
      this.sizes = new Size[dataset.size()];
    }

    void lookAt(int sample) {
      try {
        ImageHeader header = known(sample);
        sizes[sample] = new Size(header.height(), header.width());
        if (!header.gray()) {
          gray = false;
        }
        if (!companions.isEmpty()) {
          readers
              .read(() -> companions.problems(dataset.name(sample), header))
              .forEach((part, problem) -> keep(part, sample, problem));
        }
      } catch (IOException e) {
        keep(Part.IMAGE, sample, e);
      }
    }

    private synchronized void keep(Part part, int sample, IOException why) {
      counts.merge(part, 1, Integer::sum);
      TreeMap<Integer, Problem> first = lost.computeIfAbsent(part, any -> new TreeMap<>());
      first.put(sample, SampleException.problem(dataset.name(sample), why));
      if (first.size() > Lost.KEPT) {
        first.pollLastEntry();
      }
    }

    private ImageHeader known(int sample) throws IOException {
      if (dataset.glimpse(sample).orElse(null) instanceof PassedHeader seen) {
        return seen.header();
      }
      return dataset.isKept(sample) ? header(sample) : readers.read(() -> header(sample));
    }

    private ImageHeader header(int sample) throws IOException {
      try (InputStream encoded =
          readers.areWorthIt() ? dataset.openAndKeep(sample) : dataset.open(sample)) {
        return codec.forImage(dataset.name(sample)).header(encoded);
      }
    }

    synchronized ImageSurvey survey() {
      Map<Size, Long> images = new HashMap<>();
      for (Size size : sizes) {
        if (size != null) {
          images.merge(size, 1L, Long::sum);
        }
      }
      List<SizeCount> seen = new ArrayList<>();
      images.forEach((size, count) -> seen.add(new SizeCount(size.width(), size.height(), count)));
      seen.sort(
          Comparator.comparingLong(SizeCount::images)
              .reversed()
              .thenComparing(SizeCount::height)
              .thenComparing(SizeCount::width));
      List<Lost> parts = new ArrayList<>();
      lost.forEach(
          (part, first) ->
              parts.add(new Lost(List.copyOf(first.values()), counts.getOrDefault(part, 0))));
      return new ImageSurvey(seen, positions(seen), gray, parts);
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
