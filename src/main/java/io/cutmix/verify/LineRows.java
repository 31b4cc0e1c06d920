package io.cutmix.verify;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.JsonReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code metadata.jsonl}, a row a line; and {@code recipes.jsonl}, with a header before them. */
final class LineRows implements RowFile {
  private static final JsonMapper JSON = new JsonMapper();

  private final String name;
  private final int count;
  private final BufferedReader reader;
  private final @Nullable JsonNode header;
  private long line;

  /**
   * @param run that the header must be of; empty if there is no header
   */
  LineRows(Path file, int count, Optional<RecordedRun> run) throws IOException {
    this.name = file.getFileName().toString();
    this.count = count;
    this.reader = Files.newBufferedReader(file);
    this.header = run.isPresent() ? header(run.get()) : null;
  }

  private JsonNode header(RecordedRun run) throws IOException {
    String text = line();
    JsonNode json = parsed(text == null ? "" : text);
    if (!json.path("options").equals(run.options().json())
        || json.path("samples").asInt() != run.samples()
        || !json.path("fingerprint").asText().equals(run.fingerprint())
        || !json.path("cutmix").asText().equals(run.version())) {
      throw new BrokenFile(name, "line 1", "options and data set of run.json", "others");
    }
    return json;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<List<String>> classes() {
    return Optional.ofNullable(header)
        .map(json -> json.path("classes").valueStream().map(JsonNode::asText).toList());
  }

  @Override
  public @Nullable Row next() throws IOException {
    String text = line();
    if (text == null) {
      return null;
    }
    try {
      return Row.of(parsed(text), count);
    } catch (IllegalArgumentException e) {
      throw broken("a row of labels", String.valueOf(e.getMessage()));
    }
  }

  private @Nullable String line() throws IOException {
    line++;
    try {
      return reader.readLine();
    } catch (CharacterCodingException e) {
      throw broken("UTF-8", "other bytes");
    }
  }

  private JsonNode parsed(String text) throws BrokenFile {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw broken("JSON", JsonReason.of(e));
    }
  }

  private BrokenFile broken(String expected, String found) {
    return new BrokenFile(name, "line " + line, expected, found);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
