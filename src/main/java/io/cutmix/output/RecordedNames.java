package io.cutmix.output;

import static io.cutmix.output.LabelRow.FILE_NAME;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.storage.Use;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The paths of images in the files that record them: part files, label files, the lists that are
 * made before a unit's images are written, and the one of a finished run.
 */
final class RecordedNames {
  private static final JsonMapper JSON = new JsonMapper();

  private RecordedNames() {}

  /** Writes a list; it appears at once. */
  static void write(Path list, Collection<String> fileNames) throws IOException {
    try (Writer writer = Files.newBufferedWriter(list)) {
      for (String fileName : fileNames) {
        writer.write(JSON.writeValueAsString(Map.of(FILE_NAME, fileName)) + "\n");
      }
    }
  }

  /**
   * Hands on each path that the file names, as far as it can be read; none if there is no such file
   * or it is a link. Paths are relative to the output folder.
   */
  static void read(Path file, Use<String> use) throws IOException {
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      return;
    }
    if (file.toString().endsWith(".parquet")) {
      ParquetLabels.readNames(file, use);
    } else {
      try (BufferedReader reader = new BufferedReader(lenient(file))) {
        if (file.toString().endsWith(".csv")) {
          readCsv(reader, use);
        } else if (file.endsWith(OutputLayout.LIST)) {
          readList(reader, use);
        } else {
          readRows(reader, use);
        }
      }
    }
  }

  /** A file that was torn may hold anything. */
  private static Reader lenient(Path file) throws IOException {
    return new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
  }

  private static void readList(BufferedReader reader, Use<String> use) throws IOException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      for (Map.Entry<String, JsonNode> name : tree(line).properties()) {
        use.accept(name.getKey());
      }
    }
  }

  /** In JSON, the lines of rows are told from others by their first field. */
  private static void readRows(BufferedReader reader, Use<String> use) throws IOException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String row = line.strip();
      if (row.startsWith("{\"" + FILE_NAME + "\"")) {
        use.accept(tree(row).path(FILE_NAME).asText());
      }
    }
  }

  /** Of a line that is cut off, nothing. */
  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static void readCsv(BufferedReader reader, Use<String> use) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setHeader("file_name").setSkipHeaderRecord(true).get();
    try (CSVParser rows = format.parse(reader)) {
      for (CSVRecord row : rows) {
        use.accept(CsvLabels.unguarded(row.get(0)));
      }
    } catch (UncheckedIOException e) {
      // It is cut off within a field.
    }
  }
}
