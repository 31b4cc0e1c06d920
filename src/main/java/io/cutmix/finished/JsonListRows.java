package io.cutmix.finished;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code labels.json}: the classes, then the rows in one list. */
final class JsonListRows extends LabelFile {
  private final JsonParser parser;
  private final ObjectNode header = FinishedRow.JSON.createObjectNode();
  private final List<String> classes = new ArrayList<>();

  JsonListRows(Path file, int count) throws IOException {
    super("labels.json", count);
    this.parser =
        FinishedRow.JSON
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .createParser(file.toFile());
    parser.nextToken();
    String field = parser.nextFieldName();
    while (field != null && !field.equals("samples")) {
      parser.nextToken();
      JsonNode value = parser.readValueAsTree();
      if (field.equals("classes")) {
        value.forEach(text -> classes.add(text.asText()));
      } else {
        header.set(field, value);
      }
      field = parser.nextFieldName();
    }
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw new IllegalArgumentException("no list of samples");
    }
  }

  @Override
  public Optional<JsonNode> header() {
    return Optional.of(header);
  }

  @Override
  public Optional<List<String>> classes() {
    return Optional.of(List.copyOf(classes));
  }

  @Override
  @Nullable FinishedRow row() throws IOException {
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      return FinishedRow.of(parser.readValueAsTree(), count);
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

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
