package io.cutmix.job;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * Where a problem is: a file or folder, and a line of it.
 *
 * @param file as the user knows it; empty if the problem is in no file
 * @param line counted from 1; 0 if it is in no line of its own
 */
public record Place(String file, int line) implements Serializable {
  /** No file. */
  public static final Place NONE = new Place("", 0);

  /** A file or folder as a whole. */
  public static Place of(Path file) {
    return new Place(file.toString(), 0);
  }

  /** A line of a file, counted from 1. */
  public static Place of(Path file, int line) {
    return new Place(file.toString(), line);
  }

  /** {@code file:line}, {@code file}, or nothing. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
