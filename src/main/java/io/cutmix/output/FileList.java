package io.cutmix.output;

import static io.cutmix.storage.Storage.naming;
import static io.cutmix.storage.Storage.refused;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.job.Parallel;
import io.cutmix.storage.CheckedText;
import io.cutmix.storage.Disk;
import io.cutmix.storage.Folders;
import io.cutmix.storage.Stamp;
import io.cutmix.storage.Storage;
import io.cutmix.storage.Use;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The hidden list of all that a finished run has written: a line with those of each unit, as in its
 * part file, behind what it was made of, a line with the files that are made of all units, such as
 * labels, and the checksum of these. By it the same command tells whether all is still there, and
 * makes again what isn't.
 */
record FileList(OutputLayout layout) {
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
    write(
        list -> {
          parts.mergeLines(units, list);
          list.accept(JSON.writeValueAsString(files));
        });
  }

  private void write(Use<Use<String>> lines) throws IOException {
    layout.publish(
        layout.list(),
        path -> {
          try (OutputStream list = CheckedText.stream(path)) {
            lines.accept(line -> list.write((line + "\n").getBytes(StandardCharsets.UTF_8)));
          }
        });
  }

  /** Whether it is there and whole. */
  boolean isWhole() throws IOException {
    return CheckedText.isWhole(layout.list());
  }

  /** The files and their checksums in a line. */
  static SortedMap<String, Stamp> parse(String line) throws IOException {
    return JSON.readValue(line.substring(line.indexOf('\t') + 1), FILES);
  }

  /** Hands on each unit's, and returns the files of all units together. */
  private SortedMap<String, Stamp> read(Use<String> use) throws IOException {
    try (BufferedReader list = Files.newBufferedReader(layout.list())) {
      String line = requireNonNull(list.readLine());
      String next = requireNonNull(list.readLine());
      for (String after = list.readLine(); after != null; after = list.readLine()) {
        use.accept(line);
        line = next;
        next = after;
      }
      return parse(line);
    }
  }

  /** Looks at the line of a unit. */
  @FunctionalInterface
  interface Look {
    boolean isSame(String line, long unit) throws IOException;
  }

  /**
   * The units of which not all files are as they are listed, or that would be made of something
   * else; empty if a file isn't that is made of all units, or there are more or fewer of these now.
   *
   * @param units how many there are
   */
  Optional<BitSet> check(long units, Stored stored, Look look, Parallel threads)
      throws IOException {
    Chunk chunk = new Chunk(units, stored, look, threads);
    SortedMap<String, Stamp> files = read(chunk::add);
    chunk.check();
    return chunk.checked == units && stored.areWhole(files)
        ? Optional.of(chunk.broken)
        : Optional.empty();
  }

  /** Units that wait to be looked at, by all threads. */
  private static final class Chunk {
    private final long units;
    private final Stored stored;
    private final Look look;
    private final Parallel threads;
    private final BitSet broken = new BitSet();
    private final List<String> waiting = new ArrayList<>();
    private int checked;

    Chunk(long units, Stored stored, Look look, Parallel threads) {
      this.units = units;
      this.stored = stored;
      this.look = look;
      this.threads = threads;
    }

    void add(String unit) throws IOException {
      waiting.add(unit);
      if (waiting.size() == CHUNK) {
        check();
      }
    }

    void check() throws IOException {
      boolean[] whole = new boolean[waiting.size()];
      threads.forEach(
          whole.length,
          i -> {
            String line = waiting.get(i);
            int unit = checked + i;
            whole[i] = unit < units && look.isSame(line, unit) && stored.areWhole(parse(line));
          });
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
            agrees[0] &=
                parts.read(unit).isPresent() && parse(parts.line(unit)).equals(parse(listed));
          }
        });
    return agrees[0];
  }

  /** Takes note of what units were made of that were made again. */
  void update(PartFiles parts, BitSet units) throws IOException {
    long[] next = {0};
    write(
        list -> {
          SortedMap<String, Stamp> files =
              read(
                  listed -> {
                    long unit = next[0]++;
                    list.accept(units.get((int) unit) ? parts.line(unit) : listed);
                  });
          list.accept(JSON.writeValueAsString(files));
        });
  }

  /** Waits until all of it is on the disk, one file after another. */
  void force() throws IOException {
    if (!isWhole()) {
      throw refused(layout.list(), "isn't as it was written", Storage.RESUME);
    }
    Set<Path> folders = new HashSet<>(Set.of(layout.root()));
    Use<SortedMap<String, Stamp>> force =
        files -> {
          for (String name : files.keySet()) {
            Path file = layout.resolve(name);
            naming(file, () -> Disk.force(file));
            folders.add(file.resolveSibling(""));
          }
        };
    force.accept(read(unit -> force.accept(parse(unit))));
    Disk.force(layout.list());
    for (Path folder : folders) {
      Disk.force(folder);
    }
  }

  /**
   * Tells whether files are still as they were written, by their sizes, and by their checksums if
   * they may have changed since they were on the disk. Behind URIs, where a file appears when it is
   * whole, the sizes are taken from a list of each folder. Thread-safe.
   */
  static final class Stored {
    private final OutputLayout layout;
    private final Optional<FileTime> onDisk;
    private final boolean isRemote;
    private final Map<Path, Map<String, BasicFileAttributes>> listed = new ConcurrentHashMap<>();

    /**
     * @param onDisk when all of them were on the disk, if they ever were
     */
    Stored(OutputLayout layout, Optional<FileTime> onDisk) {
      this.layout = layout;
      this.onDisk = onDisk;
      this.isRemote = Storage.remote(layout.root()).isPresent();
    }

    boolean areWhole(Map<String, Stamp> files) throws IOException {
      for (Map.Entry<String, Stamp> file : files.entrySet()) {
        if (!isWhole(layout.resolve(file.getKey()), file.getValue())) {
          return false;
        }
      }
      return true;
    }

    private boolean isWhole(Path file, Stamp stamp) throws IOException {
      BasicFileAttributes found = isRemote ? listed(file) : attributes(file);
      return found != null
          && found.isRegularFile()
          && found.size() == stamp.size()
          && (isRemote || isOld(found) || Stamp.of(file).equals(stamp));
    }

    /** Clocks of files may stand still for some milliseconds. */
    private boolean isOld(BasicFileAttributes file) {
      return onDisk.isPresent() && file.lastModifiedTime().compareTo(onDisk.get()) < 0;
    }

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
      try {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException e) {
        return null;
      }
    }

    private @Nullable BasicFileAttributes listed(Path file) {
      return listed
          .computeIfAbsent(file.resolveSibling(""), Stored::list)
          .get(file.getFileName().toString());
    }

    private static Map<String, BasicFileAttributes> list(Path folder) {
      Map<String, BasicFileAttributes> files = new HashMap<>();
      try {
        Folders.forEach(
            folder,
            Folders.ALL,
            file ->
                files.put(
                    file.getFileName().toString(),
                    Files.readAttributes(file, BasicFileAttributes.class)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return files;
    }
  }
}
