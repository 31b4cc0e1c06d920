package io.cutmix.output;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the NumPy files of one shard, relative to the output folder.
 *
 * @param number of the shard, with leading zeros
 */
record NpyNames(String number) {
  private static final Pattern IMAGES = Pattern.compile("images-(\\d{5,})\\.npy");

  /** Those of a shard by its number, from 0. */
  static NpyNames of(long shard) {
    return new NpyNames("%05d".formatted(shard));
  }

  /** Those that go with a file of images, if that is its name. */
  static Optional<NpyNames> withImages(String fileName) {
    Matcher images = IMAGES.matcher(fileName);
    return images.matches() ? Optional.of(new NpyNames(images.group(1))) : Optional.empty();
  }

  /** The pixels: unsigned bytes of shape (N, C, H, W). */
  String images() {
    return "images-" + number + ".npy";
  }

  /** The labels: 64-bit floats of shape (N, K). */
  String labels() {
    return "labels-" + number + ".npy";
  }

  List<String> both() {
    return List.of(images(), labels());
  }
}
