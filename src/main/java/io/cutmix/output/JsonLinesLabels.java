package io.cutmix.output;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code metadata.jsonl} and {@code recipes.jsonl}: a row a line. */
final class JsonLinesLabels implements LabelsWriter {
  private final Writer writer;

  JsonLinesLabels(Path file, String header) throws IOException {
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
