package io.cutmix.job;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with the user's input or machine: where, what, which value, and what to
 * do about it. A sentence is made of it only where it is printed. Immutable.
 *
 * <pre>{@code
 * Problem.of("unknown class \"%s\"", "catt")
 *     .remedy("add it with --classes or correct the row")
 *     .at(file, 17)
 * }</pre>
 */
public final class Problem implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int LONGEST = 4_000;

  private final Place place;
  private final String what;
  private final @Nullable String value;
  private final @Nullable String remedy;

  private Problem(Place place, String what, @Nullable String value, @Nullable String remedy) {
    this.place = place;
    this.what = what;
    this.value = value;
    this.remedy = remedy;
  }

  /** A problem that no single value is to blame for. */
  public static Problem of(String what) {
    return new Problem(Place.NONE, what, null, null);
  }

  /**
   * A problem with a value. Of texts that are very long the middle is dropped: a cell of a table
   * can be the rest of the file.
   *
   * @param what a format of all values; a percent sign that is meant as such is doubled
   * @param value the one that is to blame
   * @param others that explain it
   */
  public static Problem of(String what, Object value, Object... others) {
    Object[] shown =
        Stream.concat(Stream.of(value), Arrays.stream(others)).map(Problem::shortened).toArray();
    return new Problem(Place.NONE, what.formatted(shown), shown[0].toString(), null);
  }

  /** The same with what to do about it: an imperative without a full stop. */
  public Problem remedy(String text) {
    return new Problem(place, what, value, text);
  }

  /** The same with the value that is to blame, where the sentence doesn't show it as it is. */
  public Problem value(Object blamed) {
    return new Problem(place, what, blamed.toString(), remedy);
  }

  /** The same in another place. */
  public Problem at(Place where) {
    return new Problem(where, what, value, remedy);
  }

  /** The same at a file or folder, as the user knows it. */
  public Problem at(String file) {
    return at(new Place(file, 0));
  }

  /** The same at a file or folder as a whole. */
  public Problem at(Path file) {
    return at(Place.of(file));
  }

  /** The same at a line of a file, counted from 1. */
  public Problem at(Path file, int line) {
    return at(Place.of(file, line));
  }

  /** Where it is; {@link Place#NONE} if in no file. */
  public Place place() {
    return place;
  }

  /** What is wrong, without place and remedy. */
  public String what() {
    return what;
  }

  /** The value that is wrong, unquoted. */
  public Optional<String> value() {
    return Optional.ofNullable(value);
  }

  /** What to do about it. */
  public Optional<String> remedy() {
    return Optional.ofNullable(remedy);
  }

  /** {@code what; remedy}: for a reader who sees the place elsewhere. */
  public String reason() {
    return oneLine(remedy == null ? what : what + "; " + remedy);
  }

  /** {@code place: what; remedy}, in one line: names of files may break lines. */
  @Override
  public String toString() {
    return place.equals(Place.NONE) ? reason() : oneLine(place.toString()) + ": " + reason();
  }

  private static String oneLine(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n");
  }

  private static Object shortened(Object value) {
    if (value instanceof String text && text.length() > LONGEST) {
      String end = text.substring(text.length() - LONGEST / 2);
      return text.substring(0, LONGEST / 2) + " … " + end;
    }
    return value;
  }
}
