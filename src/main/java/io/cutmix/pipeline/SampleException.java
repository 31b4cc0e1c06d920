package io.cutmix.pipeline;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** A sample couldn't be read; the message names it and says why. */
public final class SampleException extends IOException {
  private static final long serialVersionUID = 1;

  private final String sample;

  /**
   * @param remedy what to do about it
   */
  SampleException(String sample, IOException cause, String remedy) {
    super("%s: %s; %s".formatted(sample, reason(cause), remedy), cause);
    this.sample = sample;
  }

  /** The sample's name, relative to the folder of pictures. */
  public String sample() {
    return sample;
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
