package io.cutmix.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence for the user, with those of its parts that a machine may want.
 *
 * <p>All messages have the form {@code place: what is wrong with "value"; what to do}, so the parts
 * are found in the text: {@code file} and {@code line}, {@code value}, {@code remedy}.
 *
 * @param level how bad it is
 * @param text without the name of the tool in front
 * @param fields the parts, by their names
 */
record Message(Level level, String text, Map<String, Object> fields) {
  private static final Pattern PLACE = Pattern.compile("([^;\"\n]+?):(\\d{1,9}): ");
  private static final Pattern FILE = Pattern.compile("([^;:\"\n]*[./][^;:\"\n]*): ");
  private static final Pattern VALUE =
      Pattern.compile("\"([^\"\n]*)\"|'([^'\n]*)'|but was ([^ ;]+)");
  private static final Pattern REMEDY = Pattern.compile("[\\S\\s]*[;?] ([^;]+)");

  /** How bad it is. */
  enum Level {
    INFO,
    WARNING,
    ERROR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A message with the parts that its text has. */
  static Message of(Level level, String text) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (level != Level.INFO) {
      Matcher place = PLACE.matcher(text);
      Matcher file = FILE.matcher(text);
      if (place.lookingAt()) {
        fields.put("file", place.group(1));
        fields.put("line", Integer.parseInt(place.group(2)));
      } else if (file.lookingAt()) {
        fields.put("file", file.group(1));
      }
      Matcher value = VALUE.matcher(text);
      if (value.find()) {
        fields.put("value", firstGroup(value));
      }
      Matcher remedy = REMEDY.matcher(text);
      if (remedy.matches()) {
        fields.put("remedy", remedy.group(1));
      }
    }
    return new Message(level, text, fields);
  }

  /** The same message with this file, and no line of another that its text seems to name. */
  Message about(String file) {
    Map<String, Object> others = new LinkedHashMap<>(fields);
    others.remove("line");
    others.put("file", file);
    return new Message(level, text, others);
  }

  /** The same message with one more part, or another one. */
  Message with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Message(level, text, more);
  }

  private static String firstGroup(Matcher matcher) {
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        return matcher.group(group);
      }
    }
    return "";
  }
}
