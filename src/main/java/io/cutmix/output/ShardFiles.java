package io.cutmix.output;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Files that hold many images: written out of sight, then put in place. Thread-safe for different
 * units.
 */
public final class ShardFiles {
  private final OutputLayout layout;
  private final LabelEncoding encoding;
  private final Listing listing;

  /** Takes note of the files of a unit before they are in place. */
  interface Listing {
    void note(long unit, List<String> fileNames) throws IOException;
  }

  ShardFiles(OutputLayout layout, LabelEncoding encoding, Listing listing) {
    this.layout = layout;
    this.encoding = encoding;
    this.listing = listing;
  }

  /** Writes the rows of two arrays. */
  @FunctionalInterface
  public interface ArrayWriting<T> {
    T to(NpyFile images, NpyFile labels) throws IOException;
  }

  /**
   * Writes a unit as NumPy arrays of images and of their labels; both appear when that is done.
   *
   * @param image shape of an image
   * @param label shape of a label
   * @return what {@code writing} does
   */
  public <T> T writeArrays(
      long unit, List<Integer> image, List<Integer> label, ArrayWriting<T> writing)
      throws IOException {
    NpyNames names = NpyNames.of(unit);
    try (PendingShards pending = new PendingShards(layout)) {
      T result;
      try (NpyFile images = NpyFile.ofBytes(pending.add(names.images()), image);
          NpyFile labels = NpyFile.ofDoubles(pending.add(names.labels()), label)) {
        result = writing.to(images, labels);
      }
      publish(unit, pending);
      return result;
    }
  }

  /** Writes the members of tar files. */
  @FunctionalInterface
  public interface TarWriting<T> {
    T to(TarShards tars) throws IOException;
  }

  /**
   * Writes a unit as tar files; they appear when that is done.
   *
   * @param mostBytes how long each may become; without it there is one
   * @return what {@code writing} does
   */
  public <T> T writeTars(long unit, Optional<Long> mostBytes, TarWriting<T> writing)
      throws IOException {
    try (PendingShards pending = new PendingShards(layout)) {
      T result;
      try (TarShards tars = new TarShards(pending, new TarNames(unit, mostBytes), encoding)) {
        result = writing.to(tars);
      }
      publish(unit, pending);
      return result;
    }
  }

  private void publish(long unit, PendingShards pending) throws IOException {
    listing.note(unit, pending.fileNames());
    pending.publish();
  }
}
