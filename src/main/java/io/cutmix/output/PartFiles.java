package io.cutmix.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.storage.PendingFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The part file of each unit of work: a line that says what it was made of, a line of counts, a
 * line of failures, then a line for each label row. A unit is done exactly when its part file is
 * there, so it is written last and appears at once. Thread-safe for different units.
 */
final class PartFiles {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Pattern NAME = Pattern.compile("\\d{9,}\\.jsonl");

  private final OutputLayout layout;
  private final LabelEncoding encoding;

  PartFiles(OutputLayout layout, LabelEncoding encoding) {
    this.layout = layout;
    this.encoding = encoding;
  }

  /** The units that are done, by one look at the folder: there may be very many. */
  BitSet done(long units) throws IOException {
    BitSet done = new BitSet();
    for (Path file : Folders.list(layout.parts(), NAME)) {
      String name = file.getFileName().toString();
      done.set(Integer.parseInt(name.substring(0, name.indexOf('.'))));
    }
    done.clear(Math.toIntExact(units), Math.max(Math.toIntExact(units), done.length()));
    return done;
  }

  /** Whether a unit is done and was made of what its input is now. */
  boolean isOf(long unit, String state) throws IOException {
    if (!Files.exists(file(unit))) {
      return false; // Another attempt makes it anew.
    }
    try (BufferedReader part = Files.newBufferedReader(file(unit))) {
      return JSON.writeValueAsString(state).equals(part.readLine());
    }
  }

  /**
   * From here on the unit isn't done, though what it wrote is still known.
   *
   * @return where its part file is now
   */
  Path undo(long unit) throws IOException {
    return layout.undo(file(unit));
  }

  /** What became of a unit, if it is done. */
  Optional<Counts> counts(long unit) throws IOException {
    if (!Files.exists(file(unit))) {
      return Optional.empty();
    }
    try (BufferedReader part = Files.newBufferedReader(file(unit))) {
      part.readLine(); // what it was made of
      return Optional.of(JSON.readValue(part.readLine(), Counts.class));
    }
  }

  void write(long unit, String state, Counts counts, List<LabelRow> rows, List<Failure> failures)
      throws IOException {
    try (PendingFile pending = layout.pending(file(unit))) {
      try (Writer writer = Files.newBufferedWriter(pending.path());
          JsonGenerator json = JSON.createGenerator(writer)) {
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        json.writeString(state);
        json.writePOJO(counts);
        json.writePOJO(failures);
        for (LabelRow row : rows) {
          row.writeTo(json, encoding);
        }
      }
      pending.publish();
    }
  }

  /** Hands on the failures and rows of units {@code 0..units-1}, and adds up their counts. */
  Counts merge(long units, Consumer<Failure> failures, JoinedRows rows) throws IOException {
    Counts total = Counts.NONE;
    for (long unit = 0; unit < units; unit++) {
      try (BufferedReader part = Files.newBufferedReader(file(unit))) {
        part.readLine(); // what it was made of
        total = total.plus(JSON.readValue(part.readLine(), Counts.class));
        List.of(JSON.readValue(part.readLine(), Failure[].class)).forEach(failures);
        for (String row = part.readLine(); row != null; row = part.readLine()) {
          rows.add(row);
        }
      }
    }
    return total;
  }

  /** Hands on the rows of units {@code 0..units-1}. */
  void merge(long units, JoinedRows rows) throws IOException {
    merge(units, failure -> {}, rows);
  }

  /** Where the images of a unit are listed that has begun. */
  Path begun(long unit) {
    return layout.parts().resolve("%09d.names".formatted(unit));
  }

  Path file(long unit) {
    return layout.parts().resolve("%09d.jsonl".formatted(unit));
  }

  /** Takes label rows as JSON text. */
  interface JoinedRows {
    void add(String row) throws IOException;
  }
}
