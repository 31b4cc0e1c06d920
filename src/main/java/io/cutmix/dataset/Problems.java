package io.cutmix.dataset;

import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is wrong with a data set, so that the user sees all of it at once. */
public final class Problems implements Serializable {
  private static final long serialVersionUID = 1;

  // A million rows that are all wrong must neither fill the memory nor take long to describe.
  private static final int KEPT = 1_000;

  /** Those of one place. */
  public record At(Problems all, Place place) {
    /** Adds one; it is only made if it is kept. */
    public void add(Supplier<Problem> problem) {
      all.add(place, problem);
    }
  }

  private final String file;
  private final List<Problem> kept = new ArrayList<>();
  private long count;

  /** Problems of the lines of {@code file}, or of what lies below it if it is a folder. */
  public Problems(Path file) {
    this.file = file.toString();
  }

  /** Adds a problem of a place; it is only made if it is kept. */
  public void add(Place place, Supplier<Problem> problem) {
    if (kept.size() < KEPT) {
      kept.add(problem.get().at(place));
    }
    count++;
  }

  /** The same of a line, counted from 1. */
  public void add(int line, Supplier<Problem> problem) {
    add(new Place(file, line), problem);
  }

  /** The same of a file or folder, named by its path below the folder. */
  public void add(String name, Supplier<Problem> problem) {
    add(new Place(file + "/" + name, 0), problem);
  }

  public At at(int line) {
    return new At(this, new Place(file, line));
  }

  /** A row that begins within a line, unless its column is 0. */
  public At at(int line, int column) {
    return new At(this, new Place(file, line, column));
  }

  /** A place in another file. */
  public At at(String place) {
    return new At(this, new Place(place, 0));
  }

  /** Adds what was found elsewhere. */
  public void add(Problems other) {
    other.kept.stream().limit(KEPT - kept.size()).forEach(kept::add);
    count += other.count;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  public void throwIfAny() throws ProblemException {
    if (count > 0) {
      kept.sort(
          Comparator.comparingInt((Problem problem) -> problem.place().line())
              .thenComparingInt(problem -> problem.place().column())
              .thenComparing(Problem::toString));
      throw new ProblemException(kept, count);
    }
  }

  /** Counts what was skipped for one reason. Not thread-safe. */
  public static final class Skipped {
    private final String one;
    private final String many;
    private long count;
    private String first = "";

    /** With what is true of one of them, and of several. */
    public Skipped(String one, String many) {
      this.one = one;
      this.many = many;
    }

    public void add(String name) {
      // The first by name, since the order of the file system differs between machines.
      if (count == 0 || name.compareTo(first) < 0) {
        first = name;
      }
      count++;
    }

    /** One warning for all of them, or none if nothing was skipped. */
    public Optional<Problem> warning() {
      if (count == 0) {
        return Optional.empty();
      }
      String what = count == 1 ? "1 " + one + " (%s)" : count + " " + many + " (the first: %s)";
      return Optional.of(Problem.of(what, first));
    }
  }
}
