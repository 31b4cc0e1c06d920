package io.cutmix.finished;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cutmix.job.JsonReason;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Storage;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A label file of a finished folder, read a row at a time: {@code labels.json}, {@code
 * metadata.jsonl}, {@code labels.csv}, {@code metadata.parquet}, {@code recipes.jsonl}, or {@code
 * shards.json} or {@code index.json} with the rows in their shards. To be used by one thread at a
 * time.
 */
public abstract class LabelFile implements Closeable {
  private final String name;
  private final JsonNode header;
  private final Closeable source;

  /**
   * @param header as {@link #header}, and with the names of the classes; missing if there is none
   * @param source is closed with it
   */
  LabelFile(String name, JsonNode header, Closeable source) {
    this.name = name;
    this.header = header;
    this.source = source;
  }

  /**
   * Opens one.
   *
   * @param name of the file, which says the format
   * @param classes how many there are; 0 if that is unknown
   * @param sparse whether labels in CSV are ids and weights, as the other formats say themselves
   * @throws BrokenFile if it is missing or isn't what its name says
   */
  public static LabelFile open(FinishedFolder folder, String name, int classes, boolean sparse)
      throws IOException {
    Path file = folder.file(name);
    try {
      return switch (name) {
        case "labels.json" -> JsonListRows.open(file, classes);
        case "metadata.jsonl" -> JsonLineRows.open(name, file, classes, false);
        case "recipes.jsonl" -> JsonLineRows.open(name, file, classes, true);
        case "labels.csv" -> CsvLabelRows.open(file, classes, sparse);
        case "shards.json" -> ShardedRows.ofTars(folder, file, classes);
        case StoredMds.INDEX -> ShardedRows.ofMds(folder, classes);
        default -> ParquetLabelRows.open(file, classes);
      };
    } catch (IOException | RuntimeException e) {
      throw broken(name, "beginning", e);
    }
  }

  /** Relative to the folder. */
  public final String name() {
    return name;
  }

  /** The names of the classes, if it holds them. */
  public final Optional<List<String>> classes() {
    return header.isMissingNode()
        ? Optional.empty()
        : Optional.of(header.path("classes").valueStream().map(JsonNode::asText).toList());
  }

  /**
   * What {@code recipes.jsonl} says of the run before its rows, Parquet of its columns, and {@code
   * labels.json} and {@code shards.json} of their format.
   */
  public final JsonNode header() {
    return header;
  }

  /** The bytes of an image. Thread-safe. */
  @FunctionalInterface
  public interface Image {
    byte[] bytes() throws IOException;
  }

  /** A row that is read when it is asked for. */
  @FunctionalInterface
  public interface Row {
    /**
     * Reads it.
     *
     * @param classes how many there are; 0 if that is unknown
     */
    FinishedRow read(int classes) throws IOException;
  }

  /** An image of a shard with its row, whose file name says the shard too. Thread-safe. */
  public record Sample(Row row, Image image) {}

  /** The image that stands in the row that was read last, where images are in rows. */
  public Optional<Image> image() {
    return Optional.empty();
  }

  /** The next row, or null; what this throws becomes a {@link BrokenFile} of {@link #place}. */
  abstract @Nullable FinishedRow row() throws IOException;

  /** Where the row is that is read at the moment. */
  abstract String place();

  /**
   * The next row; empty at the end.
   *
   * @throws BrokenFile if there is something else
   */
  public final Optional<FinishedRow> next() throws IOException {
    try {
      return Optional.ofNullable(row());
    } catch (IOException | RuntimeException e) {
      throw broken(name, place(), e);
    }
  }

  @Override
  public final void close() throws IOException {
    source.close();
  }

  private static IOException broken(String name, String place, Exception e) {
    if (e instanceof ProblemException problem) {
      return problem;
    }
    if (e instanceof JacksonException json) {
      return new BrokenFile(name, place, "JSON", JsonReason.of(json));
    }
    if (e instanceof CharacterCodingException) {
      return new BrokenFile(name, place, "UTF-8", "other bytes");
    }
    return e instanceof IOException io
        ? io
        : new BrokenFile(name, place, "a row of labels", String.valueOf(e.getMessage()));
  }

  /** {@code metadata.jsonl}, a row a line; and {@code recipes.jsonl}, with a header before them. */
  private static final class JsonLineRows extends LabelFile {
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
      return Storage.opened(
          new BufferedReader(
              new InputStreamReader(Storage.stream(file), StandardCharsets.UTF_8.newDecoder())),
          reader -> {
            String first = withHeader ? requireNonNullElse(reader.readLine(), "") : "";
            return new JsonLineRows(name, FinishedRow.JSON.readTree(first), reader, classes);
          });
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

  /** {@code labels.json}: the classes, then the rows in one list. */
  private static final class JsonListRows extends LabelFile {
    private final JsonParser parser;
    private final int classes;

    private JsonListRows(JsonNode header, JsonParser parser, int classes) {
      super("labels.json", header, parser);
      this.parser = parser;
      this.classes = classes;
    }

    static JsonListRows open(Path file, int classes) throws IOException {
      return Storage.opened(
          FinishedRow.JSON
              .rebuild()
              .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build()
              .createParser(Storage.stream(file)),
          parser -> new JsonListRows(header(parser), parser, classes));
    }

    /** What stands before the rows. */
    private static ObjectNode header(JsonParser parser) throws IOException {
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
      return header;
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
}
