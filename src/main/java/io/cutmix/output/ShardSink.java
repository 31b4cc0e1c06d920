package io.cutmix.output;

import static io.cutmix.storage.Storage.naming;
import static java.util.Objects.requireNonNull;

import io.cutmix.output.Sink.MixedImage;
import io.cutmix.storage.Folders;
import io.cutmix.storage.PendingFile;
import io.cutmix.storage.Stamp;
import io.cutmix.storage.Use;
import io.cutmix.storage.Waiting;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the images and rows of a unit into one shard, or into several if there is a limit of
 * bytes. Nothing in a shard depends on when, where and by whom it is written. To be used by one
 * thread at a time, but for {@link #write}.
 */
final class ShardSink implements Sink.Unit {
  private static final Pattern FILE =
      Pattern.compile(
          "(shards/\\d{6,}(-\\d{3,})?\\.tar|shard\\.\\d{5,}(-\\d{3,})?\\.mds|images-\\d{5,}\\.npy)(/.*)?");

  private final OutputLayout layout;
  private final Format format;
  private final long unit;
  private final Use<List<String>> listing;
  private final List<ShardFile> files = new ArrayList<>();
  private final List<String> index = new ArrayList<>();
  private int count;
  private String name = "";
  private @Nullable Shard open;

  /** What a shard looks like. */
  interface Format {
    /** What a shard needs of an image. Thread-safe. */
    byte[] encode(MixedImage image) throws IOException;

    /**
     * What is added to a shard.
     *
     * @param image as it was encoded
     */
    byte[][] sample(LabelRow row, byte[] image) throws IOException;

    /**
     * The names of the files of a shard, relative to the output folder; rows name the first.
     *
     * @param part counts the shards of the unit
     */
    List<String> files(long unit, int part);

    /** What a row of that shard is called whose image has that name. */
    default String nameOf(String shard, String image) {
      return shard + "/" + image;
    }

    /** Bytes that a shard has at most, unless a single sample has more. */
    default long mostBytes() {
      return Long.MAX_VALUE;
    }

    /** Begins a shard of these files. */
    Shard open(List<Path> files, long unit) throws IOException;
  }

  /** A shard while it is written. */
  interface Shard extends Closeable {
    /** How long it would be with one more sample. */
    default long bytesWith(byte[]... sample) {
      return 0;
    }

    /**
     * Adds a sample.
     *
     * @param image name of the image
     */
    void add(String image, byte[]... sample) throws IOException;

    /**
     * Completes it.
     *
     * @param file its name
     * @return what the index of all shards is to say of it, if there is one
     */
    Optional<String> end(String file) throws IOException;
  }

  private record ShardFile(String name, Path shown, PendingFile pending) {}

  /**
   * @param listing takes note of files before they are in place
   */
  ShardSink(OutputLayout layout, Format format, long unit, Use<List<String>> listing) {
    this.layout = layout;
    this.format = format;
    this.unit = unit;
    this.listing = listing;
  }

  /** The files that hold what a record names; none if that isn't in a shard. */
  static List<String> filesOf(String fileName) {
    Matcher named = FILE.matcher(fileName);
    if (!named.matches()) {
      return List.of();
    }
    String file = named.group(1);
    return file.startsWith("images-")
        ? List.of(file, file.replaceFirst("images", "labels"))
        : List.of(file);
  }

  @Override
  public byte[] write(String fileName, MixedImage image) throws IOException {
    return format.encode(image);
  }

  /** Adds a sample, to another shard if the last would become too long. */
  @Override
  public LabelRow add(LabelRow row, byte[] image) throws IOException {
    byte[][] sample = format.sample(row, image);
    Shard shard = withRoomFor(sample);
    naming(layout.resolve(name), () -> shard.add(row.fileName(), sample));
    return row.withFileName(format.nameOf(name, row.fileName()));
  }

  private Shard withRoomFor(byte[]... sample) throws IOException {
    if (open == null || open.bytesWith(sample) > format.mostBytes()) {
      open = Waiting.whileOthersWork(this::next);
    }
    return requireNonNull(open);
  }

  private Shard next() throws IOException {
    end();
    List<Path> paths = new ArrayList<>();
    List<String> names = format.files(unit, count++);
    for (String file : names) {
      Path shown = layout.resolve(file);
      PendingFile pending = layout.pending(shown);
      files.add(new ShardFile(file, shown, pending));
      paths.add(pending.path());
    }
    name = names.get(0);
    return format.open(paths, unit);
  }

  private void end() throws IOException {
    if (open != null) {
      try (Shard last = open) {
        naming(layout.resolve(name), () -> last.end(name).ifPresent(index::add));
      }
      open = null;
    }
  }

  /** For the disk, at least, which a shard is forced to. */
  @Override
  public boolean isWaiting() {
    return true;
  }

  @Override
  public Sink.Published publish() throws IOException {
    end();
    listing.accept(files.stream().map(ShardFile::name).toList());
    SortedMap<String, Stamp> published = new TreeMap<>();
    for (ShardFile file : files) {
      published.put(file.name, Stamp.of(file.pending.path()));
      Folders.create(layout.root(), file.shown.resolveSibling(""));
      file.pending.publish();
    }
    return new Sink.Published(published, index);
  }

  @Override
  public void close() throws IOException {
    try {
      if (open != null) {
        open.close();
      }
    } finally {
      for (ShardFile file : files) {
        file.pending.close();
      }
    }
  }
}
