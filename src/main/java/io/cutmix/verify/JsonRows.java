package io.cutmix.verify;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.JsonReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code labels.json}: the classes, then the rows in one list. */
final class JsonRows implements RowFile {
  private static final JsonMapper JSON = new JsonMapper();

  private final String name;
  private final int count;
  private final JsonParser parser;
  private final List<String> classes = new ArrayList<>();
  private long rows;

  JsonRows(Path file, int count) throws IOException {
    this.name = file.getFileName().toString();
    this.count = count;
    this.parser = JSON.createParser(file.toFile());
    reading(this::readHead);
  }

  private @Nullable Row readHead() throws IOException {
    parser.nextToken();
    String field = parser.nextFieldName();
    while (field != null && !field.equals("samples")) {
      parser.nextToken();
      JsonNode value = parser.readValueAsTree();
      if (field.equals("classes")) {
        value.forEach(text -> classes.add(text.asText()));
      }
      field = parser.nextFieldName();
    }
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw new BrokenFile(name, "content", "a list of samples", "none");
    }
    return null;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<List<String>> classes() {
    return Optional.of(List.copyOf(classes));
  }

  @Override
  public @Nullable Row next() throws IOException {
    return reading(this::row);
  }

  private @Nullable Row row() throws IOException {
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      rows++;
      return Row.of(parser.readValueAsTree(), count);
    }
    boolean whole =
        parser.currentToken() == JsonToken.END_ARRAY
            && parser.nextToken() == JsonToken.END_OBJECT
            && parser.nextToken() == null;
    if (!whole) {
      throw new BrokenFile(name, "end", "]}", "something else");
    }
    return null;
  }

  private interface Reading {
    @Nullable Row read() throws IOException;
  }

  private @Nullable Row reading(Reading reading) throws IOException {
    try {
      return reading.read();
    } catch (JacksonException e) {
      throw new BrokenFile(
          name, "line " + parser.currentLocation().getLineNr(), "JSON", JsonReason.of(e));
    } catch (IllegalArgumentException e) {
      throw new BrokenFile(name, "row " + rows, "a row of labels", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
