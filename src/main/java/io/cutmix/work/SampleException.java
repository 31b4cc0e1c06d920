package io.cutmix.work;

import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** A sample couldn't be read; the message names it and says why. */
public final class SampleException extends ProblemException {
  private static final long serialVersionUID = 1;

  private final String sample;

  /**
   * @param remedy what to do about it
   */
  SampleException(String sample, IOException cause, String remedy) {
    super(Problem.of(reason(cause)).remedy(remedy).at(new Place(sample, 0)), cause);
    this.sample = sample;
  }

  /** The sample's name, relative to the folder of images. */
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
