package io.cutmix.dataset;

import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Where a data set's images and labels come from. Immutable. */
public interface Source {
  /**
   * Reads which samples there are, without opening an image.
   *
   * @param isImage whether a file is an image, by its name below the folder of images
   * @param seen told of each row of the label file, or else of each file
   * @param glance looks at headers whose bytes are passed, so that nobody needs to read them again;
   *     thread-safe
   * @throws ProblemException if anything is wrong with the user's files, with everything that is
   * @throws IOException if reading fails for another reason
   */
  Dataset read(Predicate<String> isImage, Runnable seen, Glance glance) throws IOException;

  /** The same in silence, without a look at headers. */
  default Dataset read(Predicate<String> isImage) throws IOException {
    return read(isImage, () -> {}, Glance.NONE);
  }

  /** Looks at the header of an image. */
  @FunctionalInterface
  interface Glance {
    /** Sees nothing. */
    Glance NONE = (sample, beginning, size) -> Optional.empty();

    /** Bytes that nearly every header fits into; more than a power of two, which decoders read. */
    int ENOUGH = (1 << 15) + 1;

    /**
     * What it says; nothing if it is damaged or may go on behind these bytes.
     *
     * @param sample its name
     * @param size of the whole file
     */
    Optional<Dataset.Glimpse> at(String sample, byte[] beginning, long size);
  }

  /** The file that holds the labels, if one does. */
  default Optional<Path> labelFile() {
    return Optional.empty();
  }

  /** The files that are read besides those in a folder of images. */
  default List<Path> files() {
    return labelFile().stream().toList();
  }

  /**
   * Names the images that lie where those of the samples are, whether they are samples or not; none
   * if every image is a sample.
   *
   * @param known names of files that needn't be looked at
   */
  default void forEachImage(
      Predicate<String> known, Predicate<String> isImage, Consumer<String> use)
      throws IOException {}
}
