package io.cutmix.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The part file of each unit of work: a line that says what it was made of, a line of counts, then
 * a line for each label row. A unit is
 * done exactly when its part file is there, so it is written last and appears at once. Thread-safe
 * for different units.
 */
final class PartFiles {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final LabelEncoding encoding;

  PartFiles(Path folder, LabelEncoding encoding) {
    this.folder = folder;
    this.encoding = encoding;
  }

  boolean isDone(long unit) {
    return Files.exists(file(unit));
  }

  /** Whether a unit that is done was made of what its input is now. */
  boolean isOf(long unit, String state) throws IOException {
    try (BufferedReader part = Files.newBufferedReader(file(unit))) {
      return JSON.writeValueAsString(state).equals(part.readLine());
    }
  }

  void write(long unit, String state, UnitCounts counts, List<LabelRow> rows) throws IOException {
    Path temporary = folder.resolve(file(unit).getFileName() + ".tmp");
    try (Writer writer = Files.newBufferedWriter(temporary);
        JsonGenerator json = JSON.createGenerator(writer)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      json.writeString(state);
      json.writePOJO(counts);
      for (LabelRow row : rows) {
        row.writeTo(json, encoding);
      }
    }
    Files.move(temporary, file(unit), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Adds up the counts of units {@code 0..units-1} and writes their rows, one after another. */
  void merge(long units, RunCounts total, JoinedRows rows) throws IOException {
    for (long unit = 0; unit < units; unit++) {
      try (BufferedReader part = Files.newBufferedReader(file(unit))) {
        part.readLine(); // what it was made of
        total.add(JSON.readValue(part.readLine(), UnitCounts.class));
        for (String row = part.readLine(); row != null; row = part.readLine()) {
          rows.add(row);
        }
      }
    }
  }

  /** Where the images of a unit are listed that has begun. */
  Path begun(long unit) {
    return folder.resolve("%09d.names".formatted(unit));
  }

  Path file(long unit) {
    return folder.resolve("%09d.jsonl".formatted(unit));
  }

  /** Takes label rows as JSON text. */
  interface JoinedRows {
    void add(String row) throws IOException;
  }
}
