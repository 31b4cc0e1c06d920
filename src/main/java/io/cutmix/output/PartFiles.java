package io.cutmix.output;

import static io.cutmix.storage.Storage.refused;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.job.Parallel;
import io.cutmix.storage.CheckedText;
import io.cutmix.storage.Folders;
import io.cutmix.storage.PendingFile;
import io.cutmix.storage.ReadAhead;
import io.cutmix.storage.ReadAhead.Coming;
import io.cutmix.storage.Readers;
import io.cutmix.storage.Storage;
import io.cutmix.storage.Use;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The part file of each unit of work: a line with its {@link Unit}, one with its files, a line for
 * each label row, and the checksum of these. A unit is done exactly when its part file is there and
 * whole, so it is written last and appears at once. Thread-safe for different units.
 *
 * @param job tells the job from others
 */
record PartFiles(OutputLayout layout, LabelEncoding encoding, String job) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Part files that are read at once, and those of which is known that they come. */
  private static final int AT_ONCE = 32;

  private static final int AHEAD = 512;

  private static final Pattern NAME = Pattern.compile("\\d{9,18}\\.jsonl");

  /** As it is recorded: a part file may be that of another job, whose record is lost. */
  private String stateOf(String state) {
    return job + " " + state;
  }

  /**
   * What became of a unit of work.
   *
   * @param state what it was made of
   * @param counts of its images
   * @param failures samples that are missing, in the order of their file numbers
   * @param index what the index of all shards is to say of its own
   */
  @JsonPropertyOrder({"state", "counts", "failures", "index"})
  record Unit(
      String state,
      Counts counts,
      List<Failure> failures,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> index) {
    @SuppressWarnings("NullAway") // absent where there is no index
    Unit {
      index = index == null ? List.of() : List.copyOf(index);
    }
  }

  private enum Found {
    WHOLE,
    MODIFIED,
    BROKEN
  }

  /** As {@link OutputFolder#resume}. */
  OutputFolder.Resumed resume(
      long units, OutputFolder.UnitStates states, Parallel threads, ImageFiles images)
      throws IOException {
    BitSet done = listed(units, images);
    FileList.Stored stored = new FileList.Stored(layout, Optional.empty());
    int all = done.cardinality();
    int modified = 0;
    int before;
    do { // as the images that a broken part file names may have been those of another unit
      int[] listed = done.stream().toArray();
      before = listed.length;
      Found[] found = new Found[before];
      threads.forEach(before, i -> found[i] = find(listed[i], states, stored));
      for (int i = 0; i < before; i++) {
        if (found[i] != Found.WHOLE) {
          images.removeUnit(file(listed[i]));
          done.clear(listed[i]);
          modified += found[i] == Found.MODIFIED ? 1 : 0;
        }
      }
    } while (done.cardinality() < before);
    return new OutputFolder.Resumed(done, modified, all - done.cardinality() - modified);
  }

  private Found find(long unit, OutputFolder.UnitStates states, FileList.Stored stored)
      throws IOException {
    Optional<PartLines> part = whole(unit);
    if (part.isEmpty()) {
      return Found.BROKEN;
    }
    String line = line(part.get());
    if (!isOfSame(line, unit, states)) {
      return Found.MODIFIED;
    }
    return stored.areWhole(FileList.parse(line)) ? Found.WHOLE : Found.BROKEN;
  }

  /**
   * The units that have a part file, by one look at the folder: there may be very many. Those that
   * there are no longer, as of other recipes, are removed.
   */
  private BitSet listed(long units, ImageFiles images) throws IOException {
    BitSet listed = new BitSet();
    for (Path file : Folders.list(layout.parts(), NAME)) {
      String name = file.getFileName().toString();
      long unit = Long.parseLong(name.substring(0, name.indexOf('.')));
      if (unit < units) {
        listed.set((int) unit);
      } else {
        images.removeUnit(file);
      }
    }
    return listed;
  }

  /** What became of a unit, if its part file is whole. */
  Optional<Unit> read(long unit) throws IOException {
    Optional<PartLines> part = whole(unit);
    return part.isPresent()
        ? Optional.of(JSON.readValue(part.get().next(), Unit.class))
        : Optional.empty();
  }

  private Optional<PartLines> whole(long unit) throws IOException {
    Path file = file(unit);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return Optional.of(Storage.bytes(file)).filter(CheckedText::isWhole).map(PartLines::new);
  }

  /** What a unit that is done was made of, a tab, and its files. */
  String line(long unit) throws IOException {
    return line(new PartLines(Storage.bytes(file(unit))));
  }

  private static String line(PartLines part) throws IOException {
    String state = JSON.readValue(part.next(), Unit.class).state();
    return state + "\t" + new String(part.next(), UTF_8);
  }

  /** Whether a line is that of a unit which would be made of the same now. */
  boolean isOfSame(String line, long unit, OutputFolder.UnitStates states) throws IOException {
    return line.startsWith(stateOf(states.of(unit)) + "\t");
  }

  void write(OutputFolder.FinishedUnit done) throws IOException {
    Sink.Published images = done.published();
    try (PendingFile pending = layout.pending(file(done.unit()))) {
      OutputStream part = CheckedText.stream(pending.path());
      try (Writer writer = new OutputStreamWriter(part, UTF_8);
          JsonGenerator json = JSON.createGenerator(writer)) {
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        json.writePOJO(
            new Unit(stateOf(done.state()), done.counts(), done.failures(), images.index()));
        json.writePOJO(images.files());
        for (LabelRow row : done.rows()) {
          row.writeTo(json, encoding);
        }
        json.writeRaw('\n');
      }
      pending.publish();
    }
  }

  /**
   * Hands on units {@code 0..units-1}, each before its rows, and adds up their counts.
   *
   * @param rows takes each row as a line of JSON text in UTF-8
   */
  Counts merge(long units, Use<Unit> use, Use<byte[]> rows) throws IOException {
    Counts[] total = {Counts.NONE};
    forEach(
        units,
        part -> {
          Unit record = JSON.readValue(part.next(), Unit.class);
          total[0] = total[0].plus(record.counts());
          use.accept(record);
          part.next();
          for (byte[] row = part.next(); row.length > 0 && row[0] == '{'; row = part.next()) {
            rows.accept(row);
          }
        });
    return total[0];
  }

  /** Hands on the lines with the files of units {@code 0..units-1}. */
  void mergeLines(long units, Use<String> use) throws IOException {
    forEach(units, part -> use.accept(line(part)));
  }

  /** Hands on the part files in their order, which are read ahead where storage is slow. */
  private void forEach(long units, Use<PartLines> use) throws IOException {
    try (ReadAhead ahead = new ReadAhead(new Readers(AT_ONCE), List::of)) {
      for (long first = 0; first < units; first += AHEAD) {
        long size = Files.size(file(first)); // which others have, roughly
        List<Coming> coming =
            LongStream.range(first, Math.min(units, first + AHEAD))
                .mapToObj(unit -> new Coming(size, () -> Storage.bytes(file(unit))))
                .toList();
        ahead.expect(coming);
        for (Coming part : coming) {
          byte[] text = ahead.take(part);
          if (!CheckedText.isWhole(text)) {
            throw refused(layout.parts(), "a part file isn't as it was written", Storage.RESUME);
          }
          use.accept(new PartLines(text));
        }
      }
    }
  }

  /** Cuts part files short, by which their units are no longer done. */
  void spoil(long units) throws IOException {
    for (long unit = 0; unit < units; unit++) {
      if (Files.exists(file(unit))) {
        try (FileChannel part = FileChannel.open(file(unit), StandardOpenOption.WRITE)) {
          part.truncate(Math.max(0, part.size() - 1));
        }
      }
    }
  }

  /** Hands on the rows of units {@code 0..units-1}. */
  void merge(long units, Use<byte[]> rows) throws IOException {
    merge(units, unit -> {}, rows);
  }

  /** Where the images of a unit are listed that has begun. */
  Path begun(long unit) {
    return layout.parts().resolve("%09d.names".formatted(unit));
  }

  private Path file(long unit) {
    return layout.parts().resolve("%09d.jsonl".formatted(unit));
  }

  /** The lines of a part file, in UTF-8 as they stand there. */
  private static final class PartLines {
    private final byte[] text;
    private int next;

    PartLines(byte[] text) {
      this.text = text;
    }

    /** The next one; empty if there is none. */
    byte[] next() {
      int start = Math.min(next, text.length);
      int end = start;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      next = end + 1;
      return Arrays.copyOfRange(text, start, end);
    }
  }
}
