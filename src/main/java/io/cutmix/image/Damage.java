package io.cutmix.image;

import java.io.EOFException;

/**
 * What a broken picture makes decoders throw, as one failure. They throw nearly everything: errors
 * of Java's own as well, as where a broken picture claims to be larger than the memory.
 */
final class Damage {
  private Damage() {}

  static ImageReadException of(FileFormat format, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException) {
        return new ImageReadException(
            "truncated %s: the data ends before the picture does".formatted(format), thrown);
      }
      if (cause instanceof OutOfMemoryError) {
        return ImageReadException.tooLarge(cause);
      }
    }
    String reason =
        thrown.getMessage() != null ? thrown.getMessage() : thrown.getClass().getSimpleName();
    return new ImageReadException("damaged %s: %s".formatted(format, reason), thrown);
  }
}
