package io.cutmix.train;

import io.cutmix.image.ImageShape;
import java.io.IOException;
import java.util.List;

/** The samples of an output folder, in the order of their file numbers. Thread-safe. */
interface StoredSamples {

  /**
   * An image and its label.
   *
   * @param shape of the image
   * @param pixels row by row
   * @param areInPlanes whether a plane comes after another; otherwise the channels of a pixel are
   *     side by side
   * @param label a number for each class
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sample(ImageShape shape, byte[] pixels, boolean areInPlanes, double[] label) {}

  int size();

  /** Names of the labels' numbers. */
  List<String> classes();

  /**
   * Reads a sample.
   *
   * @param number from 0 to {@link #size}, exclusive
   */
  Sample read(int number) throws IOException;
}
