package io.cutmix.pipeline;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** A sample couldn't be read; the message names it, says why, and what to do. */
public final class SampleException extends IOException {
  private static final long serialVersionUID = 1;

  SampleException(String sample, IOException cause) {
    super(
        "%s: %s; mend it, or go on without it by --on-error skip".formatted(sample, reason(cause)),
        cause);
  }

  /** Why a sample couldn't be read, without its name. */
  static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "the file is missing";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
