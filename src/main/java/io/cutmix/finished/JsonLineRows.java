package io.cutmix.finished;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code metadata.jsonl}, a row a line; and {@code recipes.jsonl}, with a header before them. */
final class JsonLineRows extends LabelFile {
  private final BufferedReader reader;
  private final int classes;
  private long line;

  private JsonLineRows(String name, JsonNode header, BufferedReader reader, int classes) {
    super(name, header, reader);
    this.reader = reader;
    this.classes = classes;
    this.line = header.isMissingNode() ? 0 : 1;
  }

  static JsonLineRows open(String name, Path file, int classes, boolean withHeader)
      throws IOException {
    BufferedReader reader = Files.newBufferedReader(file);
    String first = withHeader ? requireNonNullElse(reader.readLine(), "") : "";
    return new JsonLineRows(name, FinishedRow.JSON.readTree(first), reader, classes);
  }

  @Override
  @Nullable FinishedRow row() throws IOException {
    line++;
    String text = reader.readLine();
    return text == null ? null : FinishedRow.of(FinishedRow.JSON.readTree(text), classes);
  }

  @Override
  String place() {
    return "line " + line;
  }
}
