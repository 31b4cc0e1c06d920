package io.cutmix.finished;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code metadata.jsonl}, a row a line; and {@code recipes.jsonl}, with a header before them. */
final class JsonLineRows extends LabelFile {

  private final BufferedReader reader;
  private final Optional<JsonNode> header;
  private long line;

  JsonLineRows(Path file, int count, boolean withHeader) throws IOException {
    super(withHeader ? "recipes.jsonl" : "metadata.jsonl", count);
    this.reader = Files.newBufferedReader(file);
    this.header =
        withHeader ? Optional.of(FinishedRow.JSON.readTree(line().orElse(""))) : Optional.empty();
  }

  @Override
  public Optional<JsonNode> header() {
    return header;
  }

  @Override
  public Optional<List<String>> classes() {
    return header.map(json -> json.path("classes").valueStream().map(JsonNode::asText).toList());
  }

  @Override
  @Nullable FinishedRow row() throws IOException {
    Optional<String> text = line();
    return text.isEmpty() ? null : FinishedRow.of(FinishedRow.JSON.readTree(text.get()), count);
  }

  private Optional<String> line() throws IOException {
    line++;
    return Optional.ofNullable(reader.readLine());
  }

  @Override
  String place() {
    return "line " + line;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
