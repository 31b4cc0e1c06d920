package io.cutmix.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * The samples of a data set, sorted by name, and their labels. Holds names and labels in memory,
 * about 100 bytes a sample, and reads pictures only when asked. Thread-safe.
 */
public final class Dataset {
  private final PictureStore pictures;
  private final String[] names;
  private final Labels labels;
  private final List<String> warnings;
  private final String fingerprint;

  /** Takes arrays over; {@code names} are sorted, and the rest is in their order. */
  Dataset(
      PictureStore pictures, String[] names, Labels labels, long[] sizes, List<String> warnings) {
    this.pictures = pictures;
    this.names = names;
    this.labels = labels;
    this.warnings = List.copyOf(warnings);
    this.fingerprint = Fingerprint.of(names, labels, sizes);
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

  /**
   * The bytes of a sample's file.
   *
   * @throws java.nio.file.NoSuchFileException if the file is gone
   * @throws IOException if it can't be read, or was modified since the data set was; every message
   *     starts with the file's path
   */
  public byte[] read(int sample) throws IOException {
    return pictures.bytes(sample);
  }

  /**
   * The bytes of the file of that name.
   *
   * @throws java.nio.file.NoSuchFileException if no sample has it
   */
  public byte[] read(String name) throws IOException {
    int first = 0;
    int end = size();
    while (first < end) {
      int middle = (first + end) >>> 1;
      int order = name(middle).compareTo(name);
      if (order == 0) {
        return read(middle);
      }
      first = order < 0 ? middle + 1 : first;
      end = order < 0 ? end : middle;
    }
    throw new NoSuchFileException(name);
  }

  /** Opens a sample's file, without a buffer; fails as {@link #read} does. */
  public InputStream open(int sample) throws IOException {
    return pictures.stream(sample);
  }

  /**
   * Adds what differs if a sample's file was modified. Unlike the fingerprint it depends on the
   * machine; it is for a run that goes on where it stopped.
   */
  public void addState(int sample, InputDigest digest) {
    pictures.addState(sample, digest);
  }

  /** Where the files of the pictures are. */
  PictureStore pictures() {
    return pictures;
  }

  /** What the samples are labelled with, by the same numbers as {@link #name}. */
  public Labels labels() {
    return labels;
  }

  /** What the user should know though nothing is wrong: one sentence each. */
  public List<String> warnings() {
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
}
