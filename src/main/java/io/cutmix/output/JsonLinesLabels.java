package io.cutmix.output;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code metadata.jsonl}: the rows alone. */
final class JsonLinesLabels implements LabelsWriter {
  private final Writer writer;

  JsonLinesLabels(Path file) throws IOException {
    this.writer = Files.newBufferedWriter(file);
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
