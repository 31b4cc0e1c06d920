package io.cutmix.output;

import io.cutmix.storage.Folders;
import io.cutmix.storage.PendingFile;
import io.cutmix.storage.Stamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of one unit until they are put in place, one after another. Not thread-safe. */
final class PendingShards implements AutoCloseable {
  private final OutputLayout layout;
  private final Listing listing;
  private final List<Shard> shards = new ArrayList<>();

  PendingShards(OutputLayout layout, Listing listing) {
    this.layout = layout;
    this.listing = listing;
  }

  /** Takes note of files before they are in place. */
  interface Listing {
    void note(List<String> fileNames) throws IOException;
  }

  /**
   * One of the files.
   *
   * @param fileName relative to the output folder, with {@code /}
   * @param shown where it is going to be
   * @param pending where it is now
   */
  record Shard(String fileName, Path shown, PendingFile pending) {
    Path written() {
      return pending.path();
    }
  }

  Shard add(String fileName) throws IOException {
    Path file = layout.resolve(fileName);
    Shard shard = new Shard(fileName, file, layout.pending(file));
    shards.add(shard);
    return shard;
  }

  int count() {
    return shards.size();
  }

  Shard last() {
    return shards.get(shards.size() - 1);
  }

  /** Puts them in place; they must have been written. */
  SortedMap<String, Stamp> publish() throws IOException {
    listing.note(shards.stream().map(Shard::fileName).toList());
    SortedMap<String, Stamp> files = new TreeMap<>();
    for (Shard shard : shards) {
      files.put(shard.fileName(), Stamp.of(shard.written()));
      Folders.create(layout.root(), shard.shown().resolveSibling(""));
      shard.pending().publish();
    }
    return files;
  }

  @Override
  public void close() throws IOException {
    for (Shard shard : shards) {
      shard.pending().close();
    }
  }
}
