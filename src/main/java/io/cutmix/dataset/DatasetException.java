package io.cutmix.dataset;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** What is wrong with the user's data set, in sentences that say where, what, and what to do. */
public final class DatasetException extends IOException {
  private static final int SHOWN = 20;

  private final List<String> problems;

  DatasetException(String problem) {
    this(List.of(problem), 1);
  }

  DatasetException(String problem, Throwable cause) {
    this(problem);
    initCause(cause);
  }

  /** {@code count} may be more than the problems at hand. */
  DatasetException(List<String> problems, long count) {
    super(message(problems, count));
    this.problems = List.copyOf(problems);
  }

  /** Up to 1,000 problems in the order of their rows; the message shows the first 20. */
  public List<String> problems() {
    return problems;
  }

  /** One problem a line. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  private static String message(List<String> problems, long count) {
    int shown = Math.min(SHOWN, problems.size());
    String first = String.join("\n", problems.subList(0, shown));
    return count > shown ? first + "\n… and " + (count - shown) + " more" : first;
  }
}
