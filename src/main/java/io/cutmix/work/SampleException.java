package io.cutmix.work;

import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * Samples couldn't be read; the places are their names, relative to the folder of images, and the
 * message says why.
 */
public final class SampleException extends ProblemException {
  private static final long serialVersionUID = 1;

  /**
   * One sample.
   *
   * @param remedy what to do about it
   */
  SampleException(String sample, IOException cause, String remedy) {
    super(problem(sample, cause).remedy(remedy), cause);
  }

  /**
   * Several of them, of which not all are at hand.
   *
   * @param count how many there are in all
   */
  public SampleException(List<Problem> problems, long count) {
    super(problems, count);
  }

  /** The first sample's name. */
  public String sample() {
    return problems().get(0).place().file();
  }

  /** What is wrong with a sample, and nothing to do about it. */
  static Problem problem(String sample, IOException cause) {
    return Problem.of(reason(cause)).at(new Place(sample, 0));
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
