package io.cutmix.train;

import io.cutmix.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The samples of an output folder, in the order of their file numbers. Thread-safe. */
interface StoredSamples {

  int size();

  /** Names of the labels' numbers. */
  List<String> classes();

  /**
   * Whether a plane of an image comes after another; otherwise the channels of a pixel are side by
   * side.
   */
  boolean areInPlanes();

  /** The shape of an image, by its number from 0 to {@link #size}, exclusive. */
  ImageShape shape(int number) throws IOException;

  /** A number for each class. */
  double[] label(int number) throws IOException;

  /**
   * Reads an image, row by row.
   *
   * @param pixels filled from its beginning on
   * @throws IllegalArgumentException if it has another shape
   */
  void read(int number, ImageShape shape, ByteBuffer pixels) throws IOException;

  /** Throws if an image has another shape than the first of its batch. */
  static void requireShape(ImageShape shape, ImageShape first) {
    if (!shape.equals(first)) {
      throw new IllegalArgumentException(
          "images of %d x %d and of %d x %d don't fit into one batch; augment them with a --size, or take a batch size of 1"
              .formatted(first.width(), first.height(), shape.width(), shape.height()));
    }
  }
}
