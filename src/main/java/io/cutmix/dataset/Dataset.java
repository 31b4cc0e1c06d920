package io.cutmix.dataset;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cutmix.dataset.tar.ShardImages;
import io.cutmix.job.Problem;
import io.cutmix.storage.ReadAhead.Coming;
import io.cutmix.storage.Readers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a data set, sorted by name, and their labels. Holds names and labels in memory,
 * about 100 bytes a sample, and reads images only when asked. Thread-safe.
 */
public final class Dataset {
  private final ImageStore images;
  private final String[] names;
  private final Labels labels;
  private final List<Problem> warnings;
  private final long[] sizes;
  private final String fingerprint;
  private final Map<Integer, byte[]> kept = new ConcurrentHashMap<>();
  private final AtomicLong keptBytes = new AtomicLong();
  private final @Nullable Glimpse[] glimpses;

  /** What whoever looks at the header of an image sees of it. */
  public interface Glimpse {}

  /** Where the files of the images are, by the numbers of samples. Thread-safe. */
  public interface ImageStore {
    /** The bytes of the file; the message of every error starts with a path. */
    byte[] bytes(int sample) throws IOException;

    /** The same, from its beginning on and without a buffer. */
    InputStream stream(int sample) throws IOException;

    /** Adds what differs if the file was modified. */
    void addState(int sample, InputDigest digest);

    /** How many bytes each file had; negative for those that weren't there. */
    long[] sizes();

    /** Where the files are, for {@link SampleList}. */
    Listed listed();
  }

  /** Where images are, as another process finds them. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({
    @JsonSubTypes.Type(FolderImages.Folder.class),
    @JsonSubTypes.Type(ShardImages.Shards.class)
  })
  public interface Listed {
    /**
     * Finds them.
     *
     * @throws io.cutmix.job.ProblemException if they aren't there, or others
     */
    ImageStore open(String[] names) throws IOException;
  }

  /** Takes arrays over; {@code names} are sorted, and the rest is in their order. */
  public Dataset(ImageStore images, String[] names, Labels labels, List<Problem> warnings) {
    this.images = images;
    this.names = names;
    this.labels = labels;
    this.warnings = List.copyOf(warnings);
    this.sizes = images.sizes();
    this.glimpses = new Glimpse[names.length];
    this.fingerprint = fingerprint(names, labels, sizes);
  }

  /** How many samples there are; at least one. */
  public int size() {
    return names.length;
  }

  /**
   * The path of a sample's file, relative to the images folder and with slashes on every system; in
   * a tar file the shard's name and the path therein. Names are all different and ascend in the
   * order of {@link String#compareTo}, whatever the order of rows and files was.
   *
   * @param sample from 0 to {@link #size}, exclusive
   */
  public String name(int sample) {
    return names[sample];
  }

  /** How many bytes a sample's file had when the data set was read; negative if it wasn't there. */
  public long bytes(int sample) {
    return sizes[sample];
  }

  /**
   * The bytes of a sample's file.
   *
   * @throws java.nio.file.NoSuchFileException if the file is gone
   * @throws IOException if it can't be read, or was modified since the data set was; every message
   *     starts with the file's path
   */
  public byte[] read(int sample) throws IOException {
    byte[] bytes = kept.remove(sample);
    if (bytes == null) {
      return images.bytes(sample);
    }
    keptBytes.addAndGet(-bytes.length);
    return bytes;
  }

  /** A sample's file, to be read ahead. */
  public Coming coming(int sample) {
    return new Coming(Math.max(1, bytes(sample)), () -> read(sample));
  }

  /**
   * The bytes of the file of that name.
   *
   * @throws java.nio.file.NoSuchFileException if no sample has it
   */
  public byte[] read(String name) throws IOException {
    int sample = find(name);
    if (sample < 0) {
      throw new NoSuchFileException(name);
    }
    return read(sample);
  }

  /** Whether a sample has that name. */
  public boolean has(String name) {
    return find(name) >= 0;
  }

  /** The number of the sample of that name; negative if there is none. */
  public int find(String name) {
    return Arrays.binarySearch(names, name);
  }

  /**
   * Reads a sample's file as a whole and keeps it for the next {@link #read}, if there is room;
   * otherwise the same as {@link #open}.
   */
  public InputStream openAndKeep(int sample) throws IOException {
    long size = Math.max(sizes[sample], 0);
    if (size == 0 || isKept(sample)) {
      return open(sample);
    }
    if (keptBytes.addAndGet(size) > Readers.MOST_BYTES) {
      keptBytes.addAndGet(-size);
      return open(sample);
    }
    try {
      byte[] bytes = images.bytes(sample);
      keep(sample, bytes);
      return new ByteArrayInputStream(bytes);
    } finally {
      keptBytes.addAndGet(-size);
    }
  }

  /** Keeps what was read of a sample's file already for the next {@link #read}. */
  public void keep(int sample, byte[] bytes) {
    keptBytes.addAndGet(bytes.length);
    kept.put(sample, bytes);
  }

  /** Takes note of what was seen of a sample when the data set was read. */
  public void note(int sample, Glimpse seen) {
    glimpses[sample] = seen;
  }

  /** What was seen of a sample when the data set was read. */
  public Optional<Glimpse> glimpse(int sample) {
    return Optional.ofNullable(glimpses[sample]);
  }

  /** Whether the next {@link #read} of a sample needs nothing of its storage. */
  public boolean isKept(int sample) {
    return keptBytes.get() > 0 && kept.containsKey(sample); // hardly ever, and many ask
  }

  /** Opens a sample's file, without a buffer; fails as {@link #read} does. */
  public InputStream open(int sample) throws IOException {
    byte[] bytes = kept.get(sample);
    return bytes == null ? images.stream(sample) : new ByteArrayInputStream(bytes);
  }

  /**
   * Adds what differs if a sample's file was modified. Unlike the fingerprint it depends on the
   * machine; it is for a run that is resumed.
   */
  public void addState(int sample, InputDigest digest) {
    images.addState(sample, digest);
  }

  String[] names() {
    return names;
  }

  /** Where the files of the images are. */
  ImageStore images() {
    return images;
  }

  /** What the samples are labelled with, by the same numbers as {@link #name}. */
  public Labels labels() {
    return labels;
  }

  /** What the user should know though nothing is wrong: a problem each. */
  public List<Problem> warnings() {
    return warnings;
  }

  /**
   * {@code sha256:} and 64 hexadecimal digits over the classes and each sample's name, label and
   * file size. It doesn't depend on the machine, the order of rows, file times, or where the images
   * folder is.
   */
  public String fingerprint() {
    return fingerprint;
  }

  private static String fingerprint(String[] names, Labels labels, long[] sizes) {
    InputDigest digest = new InputDigest().add(labels.classes().size());
    labels.classes().forEach(digest::add);
    for (int i = 0; i < names.length; i++) {
      digest.add(names[i]);
      if (labels.areClassIds()) {
        // The same information as the one-hot row, which may have thousands of numbers.
        digest.add(labels.classId(i));
      } else {
        for (double value : labels.row(i)) {
          digest.add(value);
        }
      }
      digest.add(sizes[i]);
    }
    return digest.toText();
  }
}
