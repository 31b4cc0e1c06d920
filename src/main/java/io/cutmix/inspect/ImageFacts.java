package io.cutmix.inspect;

import static java.util.Objects.requireNonNull;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.InputDigest;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.image.ImageHeader;
import io.cutmix.image.ImageReadException;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.inspect.Inspection.FirstNames;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.Icc;
import io.cutmix.storage.Readers.Reading;
import io.cutmix.work.Companions;
import io.cutmix.work.Companions.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is known of each image, in 13 bytes. Different samples may be looked at at once. */
final class ImageFacts {
  private final Dataset dataset;
  private final ImageCodec codec;
  private final boolean whole;
  private final Map<Kind, Kind> known = new ConcurrentHashMap<>();
  private final @Nullable Kind[] kinds;
  private final boolean[] missing;
  private final long[] hashes;
  private final Companions companions;
  private final FirstNames.Counter damaged = new FirstNames.Counter();
  private final Map<Part, FirstNames.Counter> lost = new EnumMap<>(Part.class);

  /** What many images have in common, so that there is one object for all of them. */
  record Kind(ImageHeader header, boolean isAnimated) {
    String channels() {
      return (header.gray() ? "gray" : "rgb") + (header.alpha() ? "+alpha" : "");
    }
  }

  /**
   * @param whole whether images are read to their ends and decoded
   */
  ImageFacts(Dataset dataset, Companions companions, ImageCodec codec, boolean whole) {
    this.dataset = dataset;
    this.companions = companions;
    this.codec = codec;
    this.whole = whole;
    this.kinds = new Kind[dataset.size()];
    this.missing = new boolean[dataset.size()];
    this.hashes = new long[whole ? dataset.size() : 0];
    for (Part part : Part.values()) {
      lost.put(part, new FirstNames.Counter());
    }
  }

  /**
   * Takes note of an image, and says whether it can be read.
   *
   * @param file its bytes
   */
  boolean lookAt(int sample, Reading<byte[]> file) {
    try {
      Kind kind = whole ? wholeKind(sample, file.read()) : headerKind(sample);
      Kind same = known.putIfAbsent(kind, kind);
      kinds[sample] = same == null ? kind : same;
      companions
          .problems(dataset.name(sample), kind.header())
          .forEach((part, why) -> lose(part, sample, why));
      return true;
    } catch (NoSuchFileException e) {
      missing[sample] = true;
    } catch (IOException e) {
      lose(Part.IMAGE, sample, e);
    }
    return false;
  }

  private void lose(Part part, int sample, IOException why) {
    requireNonNull(lost.get(part)).add(dataset.name(sample) + ": " + why.getMessage());
  }

  private Kind headerKind(int sample) throws IOException {
    try (InputStream encoded = dataset.open(sample)) {
      return new Kind(codec.header(encoded), false);
    }
  }

  private Kind wholeKind(int sample, byte[] encoded) throws IOException {
    hashes[sample] = ByteBuffer.wrap(InputDigest.sha256().digest(encoded)).getLong();
    ImageHeader header = codec.header(new ByteArrayInputStream(encoded));
    ImageShape shape = shape(header, header.alpha() ? 4 : header.gray() ? 1 : 3);
    Rendering rendering = new Rendering(shape, Optional.empty(), Background.BLACK, Icc.IGNORE);
    try {
      codec
          .decode(encoded, rendering, ByteBuffer.allocate(shape.bytes()))
          .damage()
          .ifPresent(reason -> damaged.add(dataset.name(sample) + ": " + reason));
    } catch (OutOfMemoryError e) {
      throw ImageReadException.tooLarge(e);
    }
    return new Kind(header, Codecs.areSeveral(header.format(), encoded));
  }

  private static ImageShape shape(ImageHeader header, int channels) throws ImageReadException {
    try {
      return new ImageShape(header.height(), header.width(), channels);
    } catch (IllegalArgumentException e) {
      throw new ImageReadException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The names of readable images whose files are damaged, with the reason. */
  FirstNames damaged() {
    return damaged.names();
  }

  /** The samples of which that part can't be used though they are there, with the reason. */
  FirstNames lost(Part part) {
    return requireNonNull(lost.get(part)).names();
  }

  /** The samples whose files aren't there. */
  FirstNames missing() {
    FirstNames.Counter counter = new FirstNames.Counter();
    for (int sample = 0; sample < missing.length; sample++) {
      counter.addIf(missing[sample], dataset.name(sample));
    }
    return counter.names();
  }

  /** How many readable images there are of each kind. */
  Map<Kind, Long> counts() {
    Map<Kind, Long> counts = new HashMap<>();
    for (Kind kind : kinds) {
      if (kind != null) {
        counts.merge(kind, 1L, Long::sum);
      }
    }
    return counts;
  }

  /**
   * Of the images whose files, read whole, have the same bytes, each but the first, with that one.
   *
   * @param contradictions those of them are added that have another label than the first
   */
  FirstNames duplicates(FirstNames.Counter contradictions) {
    FirstNames.Counter duplicates = new FirstNames.Counter();
    int[] order = whole ? byHash() : new int[0];
    for (int at = 0; at < order.length; ) {
      int first = order[at++];
      while (at < order.length && hashes[order[at]] == hashes[first]) {
        int other = order[at++];
        String both = dataset.name(other) + " = " + dataset.name(first);
        duplicates.add(both);
        contradictions.addIf(
            !Arrays.equals(dataset.labels().row(first), dataset.labels().row(other)), both);
      }
    }
    return duplicates.names();
  }

  /** The samples whose files are there, those that are alike together and in their own order. */
  private int[] byHash() {
    long[] sorted = there().mapToLong(i -> hashes[i]).sorted().toArray();
    long[] repeated =
        IntStream.range(1, sorted.length)
            .filter(i -> sorted[i] == sorted[i - 1])
            .mapToLong(i -> sorted[i])
            .distinct()
            .toArray();
    // Few are repeated, so that boxes for these cost little.
    return there()
        .filter(i -> Arrays.binarySearch(repeated, hashes[i]) >= 0)
        .boxed()
        .sorted(Comparator.comparingLong(i -> hashes[i]))
        .mapToInt(i -> i)
        .toArray();
  }

  private IntStream there() {
    return IntStream.range(0, missing.length).filter(i -> !missing[i]);
  }
}
