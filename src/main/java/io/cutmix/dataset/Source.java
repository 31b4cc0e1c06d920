package io.cutmix.dataset;

import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
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
   * @throws ProblemException if anything is wrong with the user's files, with everything that is
   * @throws IOException if reading fails for another reason
   */
  Dataset read(Predicate<String> isImage, Runnable seen) throws IOException;

  /** The same in silence. */
  default Dataset read(Predicate<String> isImage) throws IOException {
    return read(isImage, () -> {});
  }

  /** The file that holds the labels, if one does. */
  default Optional<Path> labelFile() {
    return Optional.empty();
  }

  /**
   * Names the images that lie where those of the samples are, whether they are samples or not; none
   * if every image is a sample.
   */
  default void forEachImage(Predicate<String> isImage, Consumer<String> use) throws IOException {}
}
