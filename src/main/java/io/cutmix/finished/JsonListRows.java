package io.cutmix.finished;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code labels.json}: the classes, then the rows in one list. */
final class JsonListRows extends LabelFile {
  private final JsonParser parser;
  private final int classes;

  private JsonListRows(JsonNode header, JsonParser parser, int classes) {
    super("labels.json", header, parser);
    this.parser = parser;
    this.classes = classes;
  }

  static JsonListRows open(Path file, int classes) throws IOException {
    JsonParser parser =
        FinishedRow.JSON
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .createParser(file.toFile());
    ObjectNode header = FinishedRow.JSON.createObjectNode();
    parser.nextToken();
    String field = parser.nextFieldName();
    while (field != null && !field.equals("samples")) {
      parser.nextToken();
      header.set(field, parser.readValueAsTree());
      field = parser.nextFieldName();
    }
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw new IllegalArgumentException("no list of samples");
    }
    return new JsonListRows(header, parser, classes);
  }

  @Override
  @Nullable FinishedRow row() throws IOException {
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      return FinishedRow.of(parser.readValueAsTree(), classes);
    }
    boolean whole =
        parser.currentToken() == JsonToken.END_ARRAY
            && parser.nextToken() == JsonToken.END_OBJECT
            && parser.nextToken() == null;
    if (!whole) {
      throw new IllegalArgumentException("something else than ]} behind the last row");
    }
    return null;
  }

  @Override
  String place() {
    return "line " + parser.currentLocation().getLineNr();
  }
}
