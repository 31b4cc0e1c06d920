package io.cutmix.pipeline;

import io.cutmix.image.FileFormat;
import java.util.Optional;

/** What came of reading one sample. */
sealed interface Loaded {

  /**
   * Its pixels are in the tensor.
   *
   * @param format of its file
   * @param mask in the shape of the images, if masks are wanted
   */
  record Picture(FileFormat format, Optional<LoadedMask> mask) implements Loaded {}

  /** It stays a gap. */
  record Unreadable(String reason) implements Loaded {}
}
