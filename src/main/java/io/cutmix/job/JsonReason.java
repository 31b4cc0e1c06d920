package io.cutmix.job;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why JSON can't be read, for those who write it: nothing of the library that reads it. */
public final class JsonReason {
  private static final Pattern LIMIT = Pattern.compile("exceeds the maximum allowed \\((\\d+)");
  private static final Pattern OPENED =
      Pattern.compile("\\(start marker at \\[Source:[^\\]]*line: (\\d+), column: (\\d+)\\]\\)");
  private static final Pattern SETTING = Pattern.compile("(: enable)? ?`[^`]*`( to allow)?");

  /** By words of the reader's own message. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "nesting depth", "lists and objects are nested deeper than %s levels",
          "Number", "a number has more than %s digits",
          "Name", "the name of a field has more than %s characters",
          "String", "a text has more than %s characters");

  private JsonReason() {}

  /** A clause without a full stop. */
  public static String of(JacksonException e) {
    String message = Objects.requireNonNullElse(e.getOriginalMessage(), "it is damaged");
    if (e instanceof StreamConstraintsException) {
      return limit(message);
    }
    if (e instanceof JsonMappingException mapping) {
      return mapping(mapping);
    }
    String opened = OPENED.matcher(message).replaceAll("opened in line $1, column $2");
    return SETTING.matcher(opened).replaceAll("");
  }

  private static String limit(String message) {
    Matcher limit = LIMIT.matcher(message);
    String most = limit.find() ? limit.group(1) : "so many";
    return LIMITS.entrySet().stream()
        .filter(kind -> message.contains(kind.getKey()))
        .map(kind -> kind.getValue().formatted(most))
        .findFirst()
        .orElse("it is larger than it may be");
  }

  /** Of JSON that is sound, but not what was expected. */
  private static String mapping(JsonMappingException e) {
    if (e.getCause() instanceof JacksonException cause) {
      return of(cause);
    }
    if (e.getCause() instanceof NullPointerException missing) {
      return "\"" + missing.getMessage() + "\" is missing";
    }
    if (e.getCause() instanceof IllegalArgumentException wrong) {
      return String.valueOf(wrong.getMessage());
    }
    List<JsonMappingException.Reference> path = e.getPath();
    String field = path.isEmpty() ? null : path.get(path.size() - 1).getFieldName();
    return field == null
        ? "a value is of another kind than it should be"
        : "the value of \"" + field + "\" is of another kind than it should be";
  }
}
