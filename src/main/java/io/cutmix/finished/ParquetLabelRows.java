package io.cutmix.finished;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cutmix.table.ParquetTable;
import io.cutmix.table.TableRows;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code metadata.parquet}. */
final class ParquetLabelRows extends LabelFile {
  private static final String NAME = "metadata.parquet";

  /** The columns, and each of the further texts by its key. */
  private final ObjectNode header = FinishedRow.JSON.createObjectNode();

  private final SeekableByteChannel file;
  private final TableRows<ObjectNode> rows;
  private long row;
  private byte @Nullable [] image;

  ParquetLabelRows(Path path, int count) throws IOException {
    super(NAME, count);
    this.file = Files.newByteChannel(path);
    try {
      // What was changed is named value by value.
      ParquetTable table = ParquetTable.open(file).withoutSums();
      table.columns().forEach(header.withArray("columns")::add);
      table.notes().forEach((key, text) -> header.set(key, json(text)));
      this.rows = table.rows(table.columns());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw broken("beginning", e);
    }
  }

  /** Another tool may have added what is none. */
  private static JsonNode json(String text) {
    try {
      return FinishedRow.JSON.readTree(text);
    } catch (JacksonException e) {
      return new TextNode(text);
    }
  }

  @Override
  public Optional<JsonNode> header() {
    return Optional.of(header);
  }

  @Override
  public Optional<List<String>> classes() {
    return Optional.of(header.path("classes").valueStream().map(JsonNode::asText).toList());
  }

  @Override
  public Optional<Image> image() {
    byte[] last = image;
    return last == null ? Optional.empty() : Optional.of(() -> last);
  }

  @Override
  @Nullable FinishedRow row() throws IOException {
    row++;
    try {
      ObjectNode fields = rows.next();
      image = fields != null && fields.has("image") ? embedded(fields) : null;
      if (fields != null) {
        fields.remove("image");
      }
      return fields == null ? null : FinishedRow.of(fields, count);
    } catch (IOException | RuntimeException e) {
      throw broken(place(), e);
    }
  }

  /** Parquet's own words name its classes and objects. */
  private static IOException broken(String place, Exception e) {
    return e instanceof FileSystemException || e instanceof BrokenFile
        ? (IOException) e
        : new BrokenFile(NAME, place, "rows of labels in Parquet", "other bytes");
  }

  @Override
  String place() {
    return "row " + row;
  }

  private byte @Nullable [] embedded(ObjectNode fields) throws IOException {
    String path = fields.at("/image/path").asText();
    String fileName = fields.path("file_name").asText();
    if (!fileName.endsWith("/" + path)) {
      throw new BrokenFile(NAME, place() + ", image.path", "the end of " + fileName, path);
    }
    return fields.at("/image/bytes").binaryValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
