package io.cutmix.job;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Input or output fails for reasons that the user can do something about. Its message is the
 * problems' text, one a line.
 */
public class ProblemException extends IOException {
  private static final long serialVersionUID = 1;

  private final List<Problem> problems;

  /** One problem. */
  public ProblemException(Problem problem) {
    this(List.of(problem));
  }

  /** One problem, and what it was noticed by. */
  public ProblemException(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problems = List.of(problem);
  }

  /** Several problems, in the order in which they are to be read; at least one. */
  public ProblemException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All of them; at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
