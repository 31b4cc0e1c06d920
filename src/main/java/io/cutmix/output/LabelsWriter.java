package io.cutmix.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One label file while it is written; complete once it is closed. */
interface LabelsWriter extends Closeable {

  /**
   * Adds a row.
   *
   * @param row as JSON text in one line, in UTF-8
   */
  void add(byte[] row) throws IOException;

  /** Takes what units say of their shards, if it lists these. */
  default void addShards(List<String> index) throws IOException {}

  /** {@code metadata.jsonl} and {@code recipes.jsonl}: a row a line. */
  static final class Lines implements LabelsWriter {
    private final OutputStream rows;

    Lines(Path file, String header) throws IOException {
      this.rows = new BufferedOutputStream(Files.newOutputStream(file));
      rows.write(header.getBytes(UTF_8));
    }

    @Override
    public void add(byte[] row) throws IOException {
      rows.write(row);
      rows.write('\n');
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }

  /**
   * {@code labels.json}: a document with the classes and a row a line; {@code shards.json} and, as
   * MosaicML Streaming reads it, {@code index.json}: the same with the shards in which rows stand.
   */
  static final class Document implements LabelsWriter {
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] FIRST = "\n  ".getBytes(UTF_8);
    private static final byte[] NEXT = ",\n  ".getBytes(UTF_8);

    private final OutputStream rows;
    private final boolean listsShards;
    private byte[] separator = FIRST;

    private Document(Path file, int version, List<String> classes, boolean listsShards)
        throws IOException {
      String names = JSON.writeValueAsString(classes);
      this.rows = new BufferedOutputStream(Files.newOutputStream(file));
      this.listsShards = listsShards;
      String head = "{\"version\": " + version + ",\n \"classes\": " + names + ",\n \"";
      rows.write((head + (listsShards ? "shards" : "samples") + "\": [").getBytes(UTF_8));
    }

    static Document ofRows(Path file, List<String> classes) throws IOException {
      return new Document(file, 1, classes, false);
    }

    static Document ofShards(Path file, int version, List<String> classes) throws IOException {
      return new Document(file, version, classes, true);
    }

    @Override
    public void add(byte[] row) throws IOException {
      if (!listsShards) {
        addLine(row);
      }
    }

    @Override
    public void addShards(List<String> index) throws IOException {
      for (String shard : listsShards ? index : List.<String>of()) {
        addLine(shard.getBytes(UTF_8));
      }
    }

    private void addLine(byte[] json) throws IOException {
      rows.write(separator);
      rows.write(json);
      separator = NEXT;
    }

    @Override
    public void close() throws IOException {
      try (rows) {
        rows.write("\n]}\n".getBytes(UTF_8));
      }
    }
  }
}
