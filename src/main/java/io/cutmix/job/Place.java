package io.cutmix.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Where a problem is: a file or folder, a line of it, and a column where the line holds several
 * rows.
 *
 * @param file as the user knows it; empty if the problem is in no file
 * @param line counted from 1; 0 if it is in no line of its own
 * @param column counted from 1; 0 if the line says enough
 */
public record Place(String file, int line, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int column)
    implements Serializable {
  /** No file. */
  public static final Place NONE = new Place("", 0);

  /** A line as a whole. */
  public Place(String file, int line) {
    this(file, line, 0);
  }

  /** A file or folder as a whole. */
  public static Place of(Path file) {
    return new Place(file.toString(), 0);
  }

  /** A line of a file, counted from 1. */
  public static Place of(Path file, int line) {
    return new Place(file.toString(), line);
  }

  /** {@code file:line:column}, {@code file:line}, {@code file}, or nothing. */
  @Override
  public String toString() {
    return file + (line == 0 ? "" : ":" + line) + (column == 0 ? "" : ":" + column);
  }
}
