package io.cutmix.finished;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;

/** {@code metadata.parquet}. */
final class ParquetLabelRows extends LabelFile {
  private static final String NAME = "metadata.parquet";

  private final ObjectNode header = FinishedRow.JSON.createObjectNode();
  private final ParquetReader<Group> rows;
  private long row;
  private byte @Nullable [] image;

  ParquetLabelRows(Path file, int count) throws IOException {
    super(NAME, count);
    try {
      readHeader(file);
      this.rows = new Builder(file).build();
    } catch (IOException | RuntimeException e) {
      throw broken("beginning", e);
    }
  }

  /** The columns, and each of the further texts by its key. */
  private void readHeader(Path file) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      FileMetaData footer = reader.getFileMetaData();
      footer
          .getSchema()
          .getFields()
          .forEach(column -> header.withArray("columns").add(column.getName()));
      for (Map.Entry<String, String> text : footer.getKeyValueMetaData().entrySet()) {
        header.set(text.getKey(), json(text.getValue()));
      }
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
      Group group = rows.read();
      return group == null ? null : row(group);
    } catch (LinkageError unpacker) { // none is needed for what was written
      throw new BrokenFile(NAME, "compression", "that it was written with", "another");
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

  private FinishedRow row(Group group) throws IOException {
    boolean sparse = group.getType().containsField("label_ids");
    image = group.getType().containsField("image") ? embedded(group) : null;
    int[] box = new int[4];
    for (int i = 0; i < box.length; i++) {
      box[i] = element(group, "bbox", i).getInteger("element", 0);
    }
    return new FinishedRow(
        group.getString("file_name", 0),
        sparse
            ? FinishedRow.dense(numbers(group, "label_ids"), numbers(group, "label_weights"), count)
            : numbers(group, "soft_label"),
        group.getDouble("lam", 0),
        box,
        group.getString("source", 0),
        group.getString("partner", 0),
        group.getInteger("copy", 0),
        group.getInteger("batch", 0));
  }

  private byte[] embedded(Group group) throws BrokenFile {
    Group image = group.getGroup("image", 0);
    String path = image.getString("path", 0);
    String fileName = group.getString("file_name", 0);
    if (!fileName.endsWith("/" + path)) {
      throw new BrokenFile(NAME, place() + ", image.path", "the end of " + fileName, path);
    }
    return image.getBinary("bytes", 0).getBytes();
  }

  private static Group element(Group group, String field, int i) {
    return group.getGroup(field, 0).getGroup("list", i);
  }

  private static double[] numbers(Group group, String field) {
    double[] numbers = new double[group.getGroup(field, 0).getFieldRepetitionCount("list")];
    for (int i = 0; i < numbers.length; i++) {
      Group element = element(group, field, i);
      numbers[i] =
          field.equals("label_ids")
              ? element.getLong("element", 0)
              : element.getDouble("element", 0);
    }
    return numbers;
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    Builder(Path file) {
      super(new LocalInputFile(file), new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
