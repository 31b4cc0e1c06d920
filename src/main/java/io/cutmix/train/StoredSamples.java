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
   * @param planes one plane of pixels after another, row by row
   * @param label a number for each class
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sample(ImageShape shape, byte[] planes, double[] label) {}

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
