package io.cutmix.output;

import static io.cutmix.output.LabelRow.FILE_NAME;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.storage.PendingFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The paths of images in the files that record them: part files, label files, and the lists that
 * are made before a unit's images are written.
 */
final class RecordedNames {
  private static final JsonMapper JSON = new JsonMapper();

  private RecordedNames() {}

  /** Writes a list; it appears at once. */
  static void write(PendingFile list, Collection<String> fileNames) throws IOException {
    try (list) {
      try (Writer writer = Files.newBufferedWriter(list.path())) {
        for (String fileName : fileNames) {
          writer.write(JSON.writeValueAsString(Map.of(FILE_NAME, fileName)) + "\n");
        }
      }
      list.publish();
    }
  }

  /** Hands on each path that the file names; none if there is no such file. */
  static void read(Path file, NameUse use) throws IOException {
    if (file.toString().endsWith(".parquet") && Files.exists(file)) {
      ParquetLabels.readNames(file, use);
    } else if (Files.exists(file)) {
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        if (file.toString().endsWith(".csv")) {
          readCsv(reader, use);
        } else {
          readRows(reader, use);
        }
      }
    }
  }

  /** In JSON, the lines of rows are told from others by their first field. */
  private static void readRows(BufferedReader reader, NameUse use) throws IOException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String row = line.strip();
      if (row.startsWith("{\"" + FILE_NAME + "\"")) {
        use.accept(JSON.readTree(row).path(FILE_NAME).asText());
      }
    }
  }

  private static void readCsv(BufferedReader reader, NameUse use) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setHeader("file_name").setSkipHeaderRecord(true).get();
    try (CSVParser rows = format.parse(reader)) {
      for (CSVRecord row : rows) {
        use.accept(CsvLabels.unguarded(row.get(0)));
      }
    }
  }

  /** What is done with a path, which is relative to the output folder. */
  interface NameUse {
    void accept(String fileName) throws IOException;
  }
}
