package io.cutmix.job;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Input or output fails for reasons that the user can do something about. Its message is the text
 * of the problems to show, one a line.
 */
public class ProblemException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 10;

  private final List<Problem> problems;
  private final long count;
  private final List<Problem> shown;

  /** One problem. */
  public ProblemException(Problem problem) {
    this(List.of(problem));
  }

  /** One problem, and what it was noticed by. */
  public ProblemException(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problems = List.of(problem);
    this.count = 1;
    this.shown = problems;
  }

  /** Several problems, in the order in which they are to be read; at least one. */
  public ProblemException(List<Problem> problems) {
    this(problems, problems.size());
  }

  /**
   * Several problems of which not all are at hand.
   *
   * @param count how many there are in all
   */
  public ProblemException(List<Problem> problems, long count) {
    this(problems, count, shown(problems, count));
  }

  /** The same with a choice of those to show. */
  protected ProblemException(List<Problem> problems, long count, List<Problem> shown) {
    super(shown.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
    this.count = count;
    this.shown = List.copyOf(shown);
  }

  /** What is wrong with input or output, whatever noticed it: at the file that it is about. */
  public static ProblemException of(IOException e) {
    if (e instanceof ProblemException known) {
      return known;
    }
    return new ProblemException(
        e instanceof FileSystemException file && file.getFile() != null
            ? Problem.of(reason(file)).at(file.getFile())
            : Problem.of(e.getMessage() == null ? e.toString() : e.getMessage()),
        e);
  }

  private static String reason(FileSystemException e) {
    if (e.getReason() != null) {
      return e.getReason();
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "is a folder that isn't empty";
    }
    return e instanceof FileAlreadyExistsException
        ? "is there already"
        : e.getClass().getSimpleName();
  }

  /** All that are at hand; at least one. */
  public List<Problem> problems() {
    return problems;
  }

  /** What to show of them: the first, and then how many more there are. */
  public List<Problem> shown() {
    return shown;
  }

  /** All that are at hand, and then how many more there are. */
  public List<Problem> complete() {
    return first(problems.size(), problems, count);
  }

  /** Those to show, one a line. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** The first ten of problems of a kind, and then how many more there are. */
  protected static List<Problem> shown(List<Problem> problems, long count) {
    return first(Math.min(SHOWN, problems.size()), problems, count);
  }

  private static List<Problem> first(int most, List<Problem> problems, long count) {
    List<Problem> first = new ArrayList<>(problems.subList(0, most));
    if (count > most) {
      first.add(Problem.of("… and " + (count - most) + " more"));
    }
    return first;
  }
}
