package io.cutmix.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.job.JsonReason;
import io.cutmix.job.Problem;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Set;

/** Reads the JSON that users write, value by value. */
public final class JsonText {
  // Labels are flat; without a bound a file of brackets would end in a stack overflow.
  private static final int DEPTH = 16;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                  .build())
          .build();

  private JsonText() {}

  public static JsonParser parser(Reader text) throws IOException {
    return JSON.createParser(text);
  }

  /** The value that begins here. */
  public static JsonNode value(JsonParser parser) throws IOException {
    String name = parser.currentName();
    JsonNode value = JSON.readTree(parser);
    requireSound((name != null && isBroken(name)) || isBroken(value), parser);
    return value;
  }

  /**
   * The object that begins here.
   *
   * @param wanted the fields whose values are read; of the others it has whether they hold anything
   */
  public static ObjectNode fields(JsonParser parser, RowReader text, Set<String> wanted)
      throws IOException {
    ObjectNode fields = JSON.createObjectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.set(
          name,
          wanted.contains(name) ? field(parser) : BooleanNode.valueOf(passOver(parser, text)));
    }
    return fields;
  }

  /** As {@link #value}, in less time for most numbers. */
  private static JsonNode field(JsonParser parser) throws IOException {
    boolean isLong =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != NumberType.BIG_INTEGER;
    return isLong ? LongNode.valueOf(parser.getLongValue()) : value(parser);
  }

  /** Passes over the value that begins here, of any length, and says whether it holds anything. */
  public static boolean passOver(JsonParser parser, RowReader text) throws IOException {
    boolean holds = false;
    int depth = 0;
    for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      holds |= token.isScalarValue() && token != JsonToken.VALUE_NULL;
      boolean hasText = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
      requireSound(hasText && isBroken(parser.getText()), parser);
      if (depth == 0) {
        break;
      }
      text.nextRow();
    }
    return holds;
  }

  private static void requireSound(boolean broken, JsonParser parser) throws IOException {
    if (broken) {
      throw new JsonParseException(parser, "a text holds half of a surrogate pair");
    }
  }

  /** The value that is the whole text. */
  public static JsonNode value(String text) throws IOException {
    try (JsonParser parser = parser(new StringReader(text))) {
      parser.nextToken();
      return parser.hasCurrentToken() ? value(parser) : JSON.missingNode();
    }
  }

  private static boolean isBroken(JsonNode value) {
    return (value.isTextual() && isBroken(value.textValue()))
        || value.valueStream().anyMatch(JsonText::isBroken);
  }

  /** Whether it has half a character, which couldn't be written again. */
  private static boolean isBroken(String text) {
    return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  /** Adds what is wrong with the JSON, with its line. */
  public static void add(JsonProcessingException e, JsonParser parser, Problems problems) {
    JsonLocation location = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    problems.add(
        location.getLineNr(),
        () -> Problem.of("unreadable JSON: " + JsonReason.of(e)).remedy("correct the file"));
  }
}
