package io.cutmix.output;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code labels.json} from the part files, a row at a time. */
final class LabelsFile {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = new JsonMapper();

  private LabelsFile() {}

  static void write(Path file, List<String> classes, PartFiles parts, long units, RunCounts counts)
      throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      writer.write("{\"version\": " + VERSION + ",\n \"classes\": ");
      writer.write(JSON.writeValueAsString(classes));
      writer.write(",\n \"samples\": [");
      String[] separator = {"\n  "};
      parts.merge(
          units,
          counts,
          row -> {
            writer.write(separator[0]);
            writer.write(row);
            separator[0] = ",\n  ";
          });
      writer.write("\n]}\n");
    }
  }
}
