package io.cutmix.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is wrong with the user's data set, in sentences that say where, what, and what to do. */
public final class DatasetException extends IOException {
  private static final int SHOWN = 20;

  private final List<String> problems;
  private final List<String> lines;

  DatasetException(String problem) {
    this(List.of(problem), 1);
  }

  DatasetException(String problem, Throwable cause) {
    this(problem);
    initCause(cause);
  }

  /** {@code count} may be more than the problems at hand. */
  DatasetException(List<String> problems, long count) {
    this(problems, lines(problems, count));
  }

  private DatasetException(List<String> problems, List<String> lines) {
    super(String.join("\n", lines));
    this.problems = List.copyOf(problems);
    this.lines = List.copyOf(lines);
  }

  /** One that says all of this. */
  public static DatasetException ofLines(List<String> lines) {
    return new DatasetException(lines, lines);
  }

  /** Up to 1,000 problems in the order of their rows; the message shows the first 20. */
  public List<String> problems() {
    return problems;
  }

  /** What the message says, line by line: names of files may break lines too. */
  public List<String> lines() {
    return lines;
  }

  /** One problem a line. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  private static List<String> lines(List<String> problems, long count) {
    List<String> lines = new ArrayList<>(problems.subList(0, Math.min(SHOWN, problems.size())));
    if (count > lines.size()) {
      lines.add("… and " + (count - lines.size()) + " more");
    }
    return lines;
  }
}
