package io.cutmix.output;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code labels.json}: a document with a row a line. */
final class JsonLabels implements LabelsWriter {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = new JsonMapper();

  private final Writer writer;
  private String separator = "\n  ";

  JsonLabels(Path file, List<String> classes) throws IOException {
    String names = JSON.writeValueAsString(classes);
    this.writer = Files.newBufferedWriter(file);
    writer.write("{\"version\": " + VERSION + ",\n \"classes\": " + names + ",\n \"samples\": [");
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
