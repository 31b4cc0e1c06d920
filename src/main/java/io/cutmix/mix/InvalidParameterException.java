package io.cutmix.mix;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parameter is out of its range or contradicts another: the caller's wrong input, where any other
 * {@link IllegalArgumentException} is a bug. The message begins with the parameter's name, as in
 * {@code alpha must be positive and finite, but was -1.0}.
 */
public final class InvalidParameterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String parameter;
  private final String what;
  private final @Nullable String value;
  private final @Nullable String remedy;

  private InvalidParameterException(
      String parameter, String what, @Nullable String value, @Nullable String remedy) {
    super(parameter + " " + what + (remedy == null ? "" : "; " + remedy));
    this.parameter = parameter;
    this.what = what;
    this.value = value;
    this.remedy = remedy;
  }

  /**
   * A value out of range: {@code parameter} {@code must}{@code , but was }{@code value}.
   *
   * @param parameter its name in lower case with dashes, such as {@code label-smoothing}
   * @param must what it must be, such as {@code must be in 1..100}
   */
  public static InvalidParameterException outOfRange(String parameter, String must, Object value) {
    return new InvalidParameterException(
        parameter, must + ", but was " + value, value.toString(), null);
  }

  /**
   * Two parameters that contradict each other.
   *
   * @param parameter the one that is to blame
   * @param what the rest of the sentence
   * @param remedy an imperative without a full stop
   */
  public static InvalidParameterException contradiction(
      String parameter, String what, String remedy) {
    return new InvalidParameterException(parameter, what, null, remedy);
  }

  /** Name of the parameter, in lower case with dashes. */
  public String parameter() {
    return parameter;
  }

  /** What is wrong with it: the message without the name and the remedy. */
  public String what() {
    return what;
  }

  /** The value that is wrong. */
  public Optional<String> value() {
    return Optional.ofNullable(value);
  }

  /** What to do about it. */
  public Optional<String> remedy() {
    return Optional.ofNullable(remedy);
  }
}
