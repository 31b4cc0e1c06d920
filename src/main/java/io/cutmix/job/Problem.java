package io.cutmix.job;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with the user's input or machine: where, what, which value, and what to
 * do about it. A sentence is made of it only where it is printed. Immutable.
 *
 * <pre>{@code
 * Problem.of("unknown class \"%s\"", "catt")
 *     .remedy("add it with --classes or correct the row")
 *     .at(Place.of(file, 17))
 * }</pre>
 */
public final class Problem implements Serializable {
  private static final long serialVersionUID = 1;

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
   * A problem with a value.
   *
   * @param what with {@code %s} where the value stands; any other percent sign is doubled
   */
  public static Problem of(String what, Object value) {
    return new Problem(Place.NONE, what.formatted(value), value.toString(), null);
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

  /** Where it is; {@link Place#NONE} if in no file. */
  public Place place() {
    return place;
  }

  /** What is wrong, without place and remedy. */
  public String what() {
    return what;
  }

  /** The value that is wrong, whole and unquoted. */
  public Optional<String> value() {
    return Optional.ofNullable(value);
  }

  /** What to do about it. */
  public Optional<String> remedy() {
    return Optional.ofNullable(remedy);
  }

  /** {@code what; remedy}: for a reader who sees the place elsewhere. */
  public String reason() {
    return remedy == null ? what : what + "; " + remedy;
  }

  /** {@code place: what; remedy}. */
  @Override
  public String toString() {
    return place.equals(Place.NONE) ? reason() : place + ": " + reason();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Problem that
        && place.equals(that.place)
        && what.equals(that.what)
        && Objects.equals(value, that.value)
        && Objects.equals(remedy, that.remedy);
  }

  @Override
  public int hashCode() {
    return Objects.hash(place, what, value, remedy);
  }
}
