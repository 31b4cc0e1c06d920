package io.cutmix.pipeline;

import io.cutmix.image.FileFormat;

/** What came of reading one sample. */
sealed interface Loaded {

  /** Its pixels are in the tensor. */
  record Picture(FileFormat format) implements Loaded {}

  /** It stays a gap. */
  record Unreadable(String reason) implements Loaded {}
}
