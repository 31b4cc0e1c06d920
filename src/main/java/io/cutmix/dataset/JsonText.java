package io.cutmix.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.JsonReason;
import io.cutmix.job.Problem;
import java.io.IOException;
import java.io.Reader;

/** Reads the JSON that users write, value by value. */
public final class JsonText {
  // Labels are flat; without a bound a file of brackets would end in a stack overflow.
  private static final int DEPTH = 16;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
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
    return JSON.readTree(parser);
  }

  /** The value that is the whole text. */
  public static JsonNode value(String text) throws IOException {
    return JSON.readTree(text);
  }

  /** Adds what is wrong with the JSON, with its line. */
  public static void add(JsonProcessingException e, JsonParser parser, Problems problems) {
    JsonLocation location = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    problems.add(
        location.getLineNr(),
        () -> Problem.of("unreadable JSON: " + JsonReason.of(e)).remedy("correct the file"));
  }
}
