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

  /** {@code labels.json}: a document with the classes and a row a line. */
  static final class Document implements LabelsWriter {
    private static final JsonMapper JSON = new JsonMapper();

    private final Writer writer;
    private String separator = "\n  ";

    /**
     * Begins it.
     *
     * @param rows the member that holds the rows
     */
    Document(Path file, int version, List<String> classes, String rows) throws IOException {
      String names = JSON.writeValueAsString(classes);
      this.writer = Files.newBufferedWriter(file);
      writer.write(
          "{\"version\": %d,\n \"classes\": ".formatted(version)
              + names
              + ",\n \"%s\": [".formatted(rows));
    }

    @Override
    public void add(String row) throws IOException {
      writer.write(separator);
      writer.write(row);
      separator = ",\n  ";
    }

    @Override
    public void close() throws IOException {
      try (writer) {
        writer.write("\n]}\n");
      }
    }
  }

  /**
   * {@code index.json}: the shards in which the rows stand, as MosaicML Streaming reads it, and the
   * classes, which that passes over.
   */
  record Index(Document document) implements LabelsWriter {
    @Override
    public void add(String row) {}

    @Override
    public void addShards(List<String> index) throws IOException {
      for (String shard : index) {
        document.add(shard);
      }
    }

    @Override
    public void close() throws IOException {
      document.close();
    }
  }

  /** {@code shards.json}: the tar files in which the rows stand, and how many each has. */
  static final class Manifest implements LabelsWriter {
    private static final String TAR = ".tar";

    private final Document document;
    private String shard = "";
    private long images;

    Manifest(Path file, List<String> classes) throws IOException {
      this.document = new Document(file, 1, classes, "shards");
    }

    /** Rows of one tar file follow one another. */
    @Override
    public void add(String row) throws IOException {
      int start = LabelRow.START.length();
      String next = row.substring(start, row.indexOf(TAR + "/", start) + TAR.length());
      if (!next.equals(shard)) {
        writeShard();
        shard = next;
        images = 0;
      }
      images++;
    }

    private void writeShard() throws IOException {
      if (images > 0) {
        document.add("%s%s\",\"images\":%d}".formatted(LabelRow.START, shard, images));
      }
    }

    @Override
    public void close() throws IOException {
      try (document) {
        writeShard();
      }
    }
  }
}
