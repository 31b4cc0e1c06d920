package io.cutmix.job;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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

  /** What is wrong with input or output, whatever noticed it: at the file that it is about. */
  public static List<Problem> problemsOf(IOException e) {
    if (e instanceof ProblemException known) {
      return known.problems();
    }
    if (e instanceof FileSystemException file && file.getFile() != null) {
      return List.of(Problem.of(reason(file)).at(new Place(file.getFile(), 0)));
    }
    return List.of(Problem.of(e.getMessage() == null ? e.toString() : e.getMessage()));
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
    return e instanceof FileAlreadyExistsException
        ? "is there already"
        : e.getClass().getSimpleName();
  }

  /** All of them; at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
