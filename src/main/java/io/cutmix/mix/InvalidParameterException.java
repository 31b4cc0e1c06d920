package io.cutmix.mix;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A parameter is out of its range or contradicts another. Arrays, ids and recipes that don't fit
 * are a plain {@link IllegalArgumentException}, as their methods say. The message begins with the
 * parameter's name, as in {@code alpha must be in 0.001..1000000, but was -1.0}.
 */
public final class InvalidParameterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String parameter;
  private final Phrase what;
  private final @Nullable String value;
  private final @Nullable Phrase remedy;

  /** A text with a {@code %s} for each of some parameters; without any it is taken as it is. */
  private record Phrase(String text, List<String> parameters) implements Serializable {
    Phrase(String text, String... parameters) {
      this(text, List.of(parameters));
    }

    String said(UnaryOperator<String> name) {
      return parameters.isEmpty() ? text : text.formatted(parameters.stream().map(name).toArray());
    }
  }

  private InvalidParameterException(
      String parameter, Phrase what, @Nullable String value, @Nullable Phrase remedy) {
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
   * @param others further parameters, for each of which {@code must} has a {@code %s}; without any
   *     it is taken as it is
   */
  public static InvalidParameterException outOfRange(
      String parameter, String must, Object value, String... others) {
    return new InvalidParameterException(
        parameter, new Phrase(must, others), value.toString(), null);
  }

  /**
   * Two parameters that contradict each other.
   *
   * @param parameter the one that is to blame
   * @param what the rest of the sentence
   * @param remedy an imperative without a full stop
   * @param others further parameters, for each of which {@code what} or {@code remedy} has a {@code
   *     %s} (or {@code %1$s}, {@code %2$s}); without any they are taken as they are
   */
  public static InvalidParameterException contradiction(
      String parameter, String what, String remedy, String... others) {
    return new InvalidParameterException(
        parameter, new Phrase(what, others), null, new Phrase(remedy, others));
  }

  /**
   * The same with what to do about it.
   *
   * @param others further parameters, for each of which {@code text} has a {@code %s}
   */
  public InvalidParameterException remedy(String text, String... others) {
    return new InvalidParameterException(parameter, what, value, new Phrase(text, others));
  }

  @Override
  public String getMessage() {
    String end = remedy(name -> name).map(text -> "; " + text).orElse("");
    return parameter + " " + what(name -> name) + end;
  }

  /** Name of the parameter, in lower case with dashes. */
  public String parameter() {
    return parameter;
  }

  /**
   * What is wrong with it: the message without the name and the remedy.
   *
   * @param name how the reader knows a further parameter, by its name here
   */
  public String what(UnaryOperator<String> name) {
    return what.said(name) + (value == null ? "" : ", but was " + value);
  }

  /** The value that is wrong. */
  public Optional<String> value() {
    return Optional.ofNullable(value);
  }

  /**
   * What to do about it.
   *
   * @param name how the reader knows a further parameter, by its name here
   */
  public Optional<String> remedy(UnaryOperator<String> name) {
    return Optional.ofNullable(remedy).map(phrase -> phrase.said(name));
  }
}
