package io.cutmix.output;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.Counts;
import io.cutmix.job.Failure;
import io.cutmix.storage.CheckedText;
import io.cutmix.storage.Disk;
import io.cutmix.storage.PendingFile;
import io.cutmix.storage.Stamp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The hidden list of all that a finished run has written: a line that tells its job from others, a
 * line with the {@link UnitRecord} of each unit, a line with the files that are made of all units,
 * such as labels, and the checksum of these. By it the same command tells whether all is still
 * there, and makes again what isn't.
 */
record FileList(OutputLayout layout, String job) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<TreeMap<String, Stamp>> FILES = new TypeReference<>() {};

  /** Units that are looked at together. */
  private static final int CHUNK = 512;

  /** Writes the list; it appears at once. */
  void write(PartFiles parts, long units, List<String> names) throws IOException {
    SortedMap<String, Stamp> files = new TreeMap<>();
    for (String name : names) {
      files.put(name, Stamp.of(layout.resolve(name)));
    }
    try (PendingFile pending = layout.pending(layout.list())) {
      try (Writer writer = CheckedText.writer(pending.path())) {
        writer.write(job + "\n");
        for (long unit = 0; unit < units; unit++) {
          writer.write(parts.record(unit).withoutState().toJson() + "\n");
        }
        writer.write(JSON.writeValueAsString(files) + "\n");
      }
      pending.publish();
    }
  }

  /** Whether it is there, whole, and of this job. */
  boolean isOfThisJob() throws IOException {
    if (!CheckedText.isWhole(layout.list())) {
      return false;
    }
    try (BufferedReader list = Files.newBufferedReader(layout.list())) {
      return job.equals(list.readLine());
    }
  }

  /** What is done with the record of a unit. */
  private interface Use {
    void accept(UnitRecord unit) throws IOException;
  }

  /** Hands on each unit's, and returns the files of all units together. */
  private SortedMap<String, Stamp> read(Use use) throws IOException {
    try (BufferedReader list = Files.newBufferedReader(layout.list())) {
      list.readLine(); // the job
      String line = requireNonNull(list.readLine());
      String next = requireNonNull(list.readLine());
      for (String after = list.readLine(); after != null; after = list.readLine()) {
        use.accept(UnitRecord.parse(line));
        line = next;
        next = after;
      }
      return JSON.readValue(line, FILES);
    }
  }

  /** Looks which files are as they are listed; empty if one that is made of all units isn't. */
  Optional<Accounts.Left> check(StoredFiles stored, OutputFolder.Threads threads)
      throws IOException {
    BitSet broken = new BitSet();
    List<Failure> failures = new ArrayList<>();
    Counts[] counts = {Counts.NONE};
    Chunk chunk = new Chunk(stored, threads, broken);
    SortedMap<String, Stamp> files =
        read(
            unit -> {
              counts[0] = counts[0].plus(unit.counts());
              failures.addAll(unit.failures());
              chunk.add(unit);
            });
    chunk.check();
    return stored.areWhole(files)
        ? Optional.of(new Accounts.Left(broken, counts[0], failures))
        : Optional.empty();
  }

  /** Units that wait to be looked at, by all threads. */
  private static final class Chunk {
    private final StoredFiles stored;
    private final OutputFolder.Threads threads;
    private final BitSet broken;
    private final List<UnitRecord> waiting = new ArrayList<>();
    private int checked;

    Chunk(StoredFiles stored, OutputFolder.Threads threads, BitSet broken) {
      this.stored = stored;
      this.threads = threads;
      this.broken = broken;
    }

    void add(UnitRecord unit) throws IOException {
      waiting.add(unit);
      if (waiting.size() == CHUNK) {
        check();
      }
    }

    void check() throws IOException {
      boolean[] whole = new boolean[waiting.size()];
      threads.forEach(whole.length, i -> whole[i] = stored.areWhole(waiting.get(i).files()));
      for (boolean isWhole : whole) {
        broken.set(checked, !isWhole);
        checked++;
      }
      waiting.clear();
    }
  }

  /** Whether units that were made again have become what the list says. */
  boolean agreesWith(PartFiles parts, BitSet units) throws IOException {
    long[] next = {0};
    boolean[] agrees = {true};
    read(
        listed -> {
          long unit = next[0]++;
          if (units.get((int) unit)) {
            agrees[0] &= parts.read(unit).map(UnitRecord::withoutState).equals(Optional.of(listed));
          }
        });
    return agrees[0];
  }

  /** Waits until all of it is on the disk, one file after another. */
  void force() throws IOException {
    Set<Path> folders = new HashSet<>();
    RecordedNames.NameUse force =
        name -> {
          Path file = layout.resolve(name);
          Disk.force(file);
          folders.add(file.resolveSibling(""));
        };
    for (String name :
        read(unit -> {
              for (String file : unit.files().keySet()) {
                force.accept(file);
              }
            })
            .keySet()) {
      force.accept(name);
    }
    Disk.force(layout.list());
    folders.add(layout.root());
    for (Path folder : folders) {
      Disk.force(folder);
    }
  }
}
