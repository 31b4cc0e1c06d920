package io.cutmix.output;

import static io.cutmix.storage.WriteErrors.naming;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cutmix.image.ImageCodec;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.storage.Stamp;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * The tar files of a unit while they are written: for each sample an image and, under the same key,
 * its label row. Nothing in them depends on when, where and by whom they are written. To be used by
 * one thread at a time.
 */
public final class TarSink implements Sink.Unit {
  private static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;
  private static final int READABLE = 0644;
  private static final FileTime EPOCH = FileTime.fromMillis(0);

  private final PendingShards pending;
  private final Names names;
  private final LabelEncoding encoding;
  private final ImageCodec codec;
  private @Nullable TarArchiveOutputStream tar;
  private long bytes;

  TarSink(PendingShards pending, Names names, LabelEncoding encoding, ImageCodec codec) {
    this.pending = pending;
    this.names = names;
    this.encoding = encoding;
    this.codec = codec;
  }

  @Override
  public byte[] write(String member, MixedImage image) throws IOException {
    return image.encode(codec);
  }

  /**
   * Adds a sample, to another file if the last would become too long.
   *
   * @param row of the image; its file name is that of the member
   * @return the row with the file in front of its file name
   */
  @Override
  public LabelRow add(LabelRow row, byte[] image) throws IOException {
    byte[] json = row.toJson(encoding).getBytes(UTF_8);
    TarArchiveOutputStream open = withRoomFor(entryBytes(image) + entryBytes(json));
    PendingShards.Shard file = pending.last();
    naming(file.shown(), () -> putSample(open, row, image, json));
    return row.withFileName(file.fileName() + "/" + row.fileName());
  }

  private TarArchiveOutputStream withRoomFor(long more) throws IOException {
    TarArchiveOutputStream open = tar;
    if (open == null || bytes + more > names.mostBytes()) {
      closeLast();
      PendingShards.Shard file = pending.add(names.file(pending.count()));
      open =
          new TarArchiveOutputStream(
              new BufferedOutputStream(Files.newOutputStream(file.written())), BLOCK, "UTF-8");
      tar = open;
      // The two empty blocks at the end.
      bytes = 2L * BLOCK;
    }
    bytes += more;
    return open;
  }

  private static long entryBytes(byte[] content) {
    return BLOCK + (content.length + BLOCK - 1L) / BLOCK * BLOCK;
  }

  private static void putSample(TarArchiveOutputStream tar, LabelRow row, byte[] image, byte[] json)
      throws IOException {
    put(tar, row.fileName(), image);
    put(tar, row.fileName().substring(0, row.fileName().lastIndexOf('.')) + ".json", json);
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(READABLE);
    entry.setLastModifiedTime(EPOCH);
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private void closeLast() throws IOException {
    TarArchiveOutputStream open = tar;
    tar = null;
    if (open != null) {
      naming(pending.last().shown(), open::close);
    }
  }

  @Override
  public SortedMap<String, Stamp> publish() throws IOException {
    closeLast();
    return pending.publish();
  }

  @Override
  public void close() throws IOException {
    try (pending) {
      closeLast();
    }
  }

  /**
   * One tar file for a pipe: units come in any order and leave in that of their numbers. Only so
   * many wait for their turn. Thread-safe.
   */
  public static final class Stream implements Sink {
    private final TarArchiveOutputStream tar;
    private final LabelEncoding encoding;
    private final ImageCodec codec;
    private final int most;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private long next;
    private boolean hasFailed;

    /**
     * @param most units that are under way or wait
     */
    public Stream(OutputStream to, LabelEncoding encoding, ImageCodec codec, int most) {
      this.tar = new TarArchiveOutputStream(new BufferedOutputStream(to, 1 << 16), BLOCK, "UTF-8");
      this.encoding = encoding;
      this.codec = codec;
      this.most = most;
    }

    /** Waits until the unit is one of the next. */
    @Override
    public synchronized Unit begin(long unit) throws IOException {
      try {
        while (!hasFailed && unit >= next + most) {
          wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
      if (hasFailed) {
        throw new IOException("an earlier unit has failed");
      }
      return new Waiting(unit);
    }

    /** Says that a unit won't come, so that none waits for it. */
    public synchronized void fail() {
      hasFailed = true;
      notifyAll();
    }

    private synchronized void take(Waiting unit) throws IOException {
      waiting.put(unit.number, unit);
      for (Waiting one = waiting.remove(next); one != null; one = waiting.remove(next)) {
        one.write();
        next++;
      }
      tar.flush();
      notifyAll();
    }

    /** Ends the tar file; without that a reader sees that it is cut off. */
    public void end() throws IOException {
      tar.close();
    }

    private final class Waiting implements Unit {
      private final long number;
      private final List<LabelRow> rows = new ArrayList<>();
      private final List<byte[]> images = new ArrayList<>();

      Waiting(long number) {
        this.number = number;
      }

      @Override
      public byte[] write(String member, MixedImage image) throws IOException {
        return image.encode(codec);
      }

      @Override
      public LabelRow add(LabelRow row, byte[] image) {
        rows.add(row);
        images.add(image);
        return row;
      }

      @Override
      public SortedMap<String, Stamp> publish() throws IOException {
        take(this);
        return new TreeMap<>();
      }

      void write() throws IOException {
        for (int i = 0; i < rows.size(); i++) {
          putSample(tar, rows.get(i), images.get(i), rows.get(i).toJson(encoding).getBytes(UTF_8));
        }
      }
    }
  }

  /**
   * How the tar files of a unit are named, relative to the output folder.
   *
   * @param unit its number
   * @param limit bytes that a file has at most, unless a single sample has more; without it there
   *     is one file
   */
  record Names(long unit, Optional<Long> limit) {
    private static final Pattern NAME = Pattern.compile("(shards/\\d{6,}(-\\d{3,})?\\.tar)(/.*)?");

    /** The file in a recorded name, which may go on with a member. */
    static Optional<String> fileIn(String fileName) {
      Matcher name = NAME.matcher(fileName);
      return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    String file(int part) {
      String number =
          limit.isPresent() ? "%06d-%03d".formatted(unit, part) : "%06d".formatted(unit);
      return "shards/" + number + ".tar";
    }

    long mostBytes() {
      return limit.orElse(Long.MAX_VALUE);
    }
  }
}
