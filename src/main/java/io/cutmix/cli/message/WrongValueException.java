package io.cutmix.cli.message;

import io.cutmix.job.Problem;
import picocli.CommandLine.TypeConversionException;

/** The text that an option was given is no value of its type: what a converter throws. */
public final class WrongValueException extends TypeConversionException {
  private static final long serialVersionUID = 1;

  private final Problem problem;

  public WrongValueException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /**
   * The usual one: {@code 'text' is no kind; remedy}.
   *
   * @param kind what it should be, such as {@code size}
   */
  public static WrongValueException of(String text, String kind, String remedy) {
    return new WrongValueException(Problem.of("'%s' is no " + kind, text).remedy(remedy));
  }

  /** What is wrong, without the option. */
  Problem problem() {
    return problem;
  }
}
