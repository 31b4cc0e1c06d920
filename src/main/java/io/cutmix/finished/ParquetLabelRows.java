package io.cutmix.finished;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cutmix.storage.Storage;
import io.cutmix.table.ParquetTable;
import io.cutmix.table.TableRows;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code metadata.parquet}. */
final class ParquetLabelRows extends LabelFile {
  private static final String NAME = "metadata.parquet";

  private final TableRows<ObjectNode> rows;
  private final int classes;
  private long row;
  private byte @Nullable [] image;

  private ParquetLabelRows(
      JsonNode header, SeekableByteChannel file, TableRows<ObjectNode> rows, int classes) {
    super(NAME, header, file);
    this.rows = rows;
    this.classes = classes;
  }

  /** With the columns as its header, and each of the further texts by its key. */
  static ParquetLabelRows open(Path path, int classes) throws IOException {
    SeekableByteChannel opened = Files.newByteChannel(path);
    try {
      return Storage.opened(opened, file -> of(file, classes));
    } catch (IOException | RuntimeException e) {
      throw broken("beginning", e);
    }
  }

  private static ParquetLabelRows of(SeekableByteChannel file, int classes) throws IOException {
    // What was changed is named value by value.
    ParquetTable table = ParquetTable.open(file).withoutSums();
    ObjectNode header = FinishedRow.JSON.createObjectNode();
    table.columns().forEach(header.withArray("columns")::add);
    table.notes().forEach((key, text) -> header.set(key, json(text)));
    return new ParquetLabelRows(header, file, table.rows(table.columns()), classes);
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
      return fields == null ? null : FinishedRow.of(fields, classes);
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
}
