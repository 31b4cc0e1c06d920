package io.cutmix.output;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One label file while it is written; complete once it is closed. */
interface LabelsWriter extends Closeable {

  /**
   * Adds a row.
   *
   * @param row as JSON text in one line
   */
  void add(String row) throws IOException;

  /** Takes what units say of their shards, if it lists these. */
  default void addShards(List<String> index) throws IOException {}

  /** {@code metadata.jsonl} and {@code recipes.jsonl}: a row a line. */
  static final class Lines implements LabelsWriter {
    private final Writer writer;

    Lines(Path file, String header) throws IOException {
      this.writer = Files.newBufferedWriter(file);
      writer.write(header);
    }

    @Override
    public void add(String row) throws IOException {
      writer.write(row);
      writer.write('\n');
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }

  /**
   * {@code labels.json}: a document with the classes and a row a line; {@code shards.json} and, as
   * MosaicML Streaming reads it, {@code index.json}: the same with the shards in which rows stand.
   */
  static final class Document implements LabelsWriter {
    private static final JsonMapper JSON = new JsonMapper();

    private final Writer writer;
    private final boolean listsShards;
    private String separator = "\n  ";

    private Document(Path file, int version, List<String> classes, boolean listsShards)
        throws IOException {
      String names = JSON.writeValueAsString(classes);
      this.writer = Files.newBufferedWriter(file);
      this.listsShards = listsShards;
      writer.write("{\"version\": " + version + ",\n \"classes\": " + names);
      writer.write(",\n \"%s\": [".formatted(listsShards ? "shards" : "samples"));
    }

    static Document ofRows(Path file, List<String> classes) throws IOException {
      return new Document(file, 1, classes, false);
    }

    static Document ofShards(Path file, int version, List<String> classes) throws IOException {
      return new Document(file, version, classes, true);
    }

    @Override
    public void add(String row) throws IOException {
      if (!listsShards) {
        addLine(row);
      }
    }

    @Override
    public void addShards(List<String> index) throws IOException {
      for (String shard : listsShards ? index : List.<String>of()) {
        addLine(shard);
      }
    }

    private void addLine(String json) throws IOException {
      writer.write(separator);
      writer.write(json);
      separator = ",\n  ";
    }

    @Override
    public void close() throws IOException {
      try (writer) {
        writer.write("\n]}\n");
      }
    }
  }
}
