package io.cutmix.job;

import static io.cutmix.mix.InvalidParameterException.contradiction;
import static io.cutmix.mix.InvalidParameterException.outOfRange;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How image files are named, without extension.
 *
 * @param text letters, digits, {@code . _ -} and fields in braces. {@code {index}} must be among
 *     them, with only plain text on one of its sides: so no two images get one name
 */
public record NamePattern(@JsonValue String text) {
  private static final String NAME = "name-pattern";
  private static final List<String> FIELDS = List.of("index", "source", "partner", "copy", "batch");
  private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]*");

  /** The file number alone. */
  public static final NamePattern INDEX = new NamePattern("{index}");

  /** Refuses it if two images could get one name, or none. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public NamePattern {
    FIELD.matcher(text).results().forEach(field -> requireKnown(field.group(1)));
    String plain = FIELD.matcher(text).replaceAll("");
    if (!PLAIN.matcher(plain).matches() || text.startsWith(".")) {
      throw outOfRange(
          NAME, "may hold letters, digits, . _ - (no dot in front) and " + known(), text);
    }
    int first = text.indexOf("{index}");
    int last = text.lastIndexOf("{index}");
    if (first < 0) {
      throw outOfRange(NAME, "must hold {index}, or images would get the same name", text);
    }
    if (text.lastIndexOf('{', first - 1) >= 0 && text.indexOf('{', last + 1) >= 0) {
      throw outOfRange(
          NAME,
          "must have plain text alone before {index} or after it, or images could get the same"
              + " name",
          text);
    }
  }

  private static void requireKnown(String field) {
    if (!FIELDS.contains(field)) {
      throw contradiction(NAME, "has the unknown field {" + field + "}", "use " + known());
    }
  }

  private static String known() {
    return "{" + String.join("}, {", FIELDS) + "}";
  }

  /** Plain text and names of fields in turn; a text, maybe an empty one, comes first and last. */
  public List<String> parts() {
    return List.of(text.split("[{}]", -1));
  }

  /**
   * The value of {@code {index}} in a name.
   *
   * @param path of an image of this pattern
   * @param digits that the number has
   */
  public long index(String path, int digits) {
    String name = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
    int first = text.indexOf("{index}");
    int start =
        text.lastIndexOf('{', first - 1) < 0
            ? first
            : name.length()
                - (text.length() - text.lastIndexOf("{index}") - "{index}".length())
                - digits;
    return Long.parseLong(name, start, start + digits, 10);
  }
}
