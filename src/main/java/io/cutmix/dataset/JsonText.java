package io.cutmix.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.JsonReason;
import io.cutmix.job.Problem;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.stream.StreamSupport;

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
    if ((name != null && isBroken(name)) || isBroken(value)) {
      throw new JsonParseException(parser, "a text holds half of a surrogate pair");
    }
    return value;
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
        || StreamSupport.stream(value.spliterator(), false).anyMatch(JsonText::isBroken);
  }

  /** Whether it has half a character, which couldn't be written again. */
  private static boolean isBroken(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** Adds what is wrong with the JSON, with its line. */
  public static void add(JsonProcessingException e, JsonParser parser, Problems problems) {
    JsonLocation location = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    problems.add(
        location.getLineNr(),
        () -> Problem.of("unreadable JSON: " + JsonReason.of(e)).remedy("correct the file"));
  }
}
