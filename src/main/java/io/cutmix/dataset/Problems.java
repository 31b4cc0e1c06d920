package io.cutmix.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Collects what is wrong with a data set, so that the user sees all of it at once. */
final class Problems {
  // A million rows that are all wrong must neither fill the memory nor take long to describe.
  private static final int KEPT = 1_000;

  private static final int LONGEST = 4_000;

  /** Where a problem may be found. */
  @FunctionalInterface
  interface Place {
    /** Adds a problem of this place; its text is only made if it is kept. */
    void problem(Supplier<String> text);
  }

  private record Problem(int line, String text) {}

  private final String file;
  private final List<Problem> kept = new ArrayList<>();
  private long count;

  /** Problems of the lines of {@code file}, or of what lies below it if it is a folder. */
  Problems(Path file) {
    this(file.toString());
  }

  private Problems(String file) {
    this.file = file;
  }

  /** Adds a problem with a line, counted from 1; its text is only made if it is kept. */
  void add(int line, Supplier<String> text) {
    if (kept.size() < KEPT) {
      kept.add(new Problem(line, oneLine(file + ":" + line + ": " + text.get())));
    }
    count++;
  }

  Place at(int line) {
    return text -> add(line, text);
  }

  /** A place by its whole name, in another file. */
  Place at(String place) {
    return text -> {
      if (kept.size() < KEPT) {
        kept.add(new Problem(0, oneLine(place + ": " + text.get())));
      }
      count++;
    };
  }

  /** Adds a problem of a file or folder, named by its path below the folder. */
  void add(String name, Supplier<String> text) {
    if (kept.size() < KEPT) {
      kept.add(new Problem(0, oneLine(file + "/" + name + ": " + text.get())));
    }
    count++;
  }

  /**
   * The text with its line breaks made visible, since names of files may hold some, and without the
   * middle if it is long: a cell can be the rest of a file.
   */
  static String oneLine(String text) {
    int end = text.length() - LONGEST / 2;
    String shown =
        text.length() <= LONGEST
            ? text
            : text.substring(0, LONGEST / 2) + " … " + text.substring(end);
    return shown.replace("\r", "\\r").replace("\n", "\\n");
  }

  boolean isEmpty() {
    return count == 0;
  }

  void throwIfAny() throws DatasetException {
    if (count > 0) {
      kept.sort(Comparator.comparingInt(Problem::line).thenComparing(Problem::text));
      throw new DatasetException(kept.stream().map(Problem::text).toList(), count);
    }
  }
}
