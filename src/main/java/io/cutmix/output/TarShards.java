package io.cutmix.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cutmix.image.ImageCodec;
import io.cutmix.job.OutputSpec.LabelEncoding;
import io.cutmix.output.Sink.MixedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Tar files as WebDataset has them: for each sample an image and, under the same key, its label
 * row.
 *
 * @param limit bytes that a file has at most, unless a single sample has more; without it a unit
 *     has one file
 */
public record TarShards(LabelEncoding encoding, ImageCodec codec, Optional<Long> limit)
    implements ShardSink.Format {
  private static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;
  private static final int READABLE = 0644;
  private static final FileTime EPOCH = FileTime.fromMillis(0);

  @Override
  public byte[] encode(MixedImage image) throws IOException {
    return image.encode(codec);
  }

  @Override
  public byte[][] sample(LabelRow row, byte[] image) throws IOException {
    return new byte[][] {image, row.toJson(encoding).getBytes(UTF_8)};
  }

  @Override
  public List<String> files(long unit, int part) {
    String number = limit.isPresent() ? "%06d-%03d".formatted(unit, part) : "%06d".formatted(unit);
    return List.of("shards/" + number + ".tar");
  }

  @Override
  public long mostBytes() {
    return limit.orElse(Long.MAX_VALUE);
  }

  @Override
  public ShardSink.Shard open(List<Path> files, long unit) throws IOException {
    OutputStream file = new BufferedOutputStream(Files.newOutputStream(files.get(0)));
    TarArchiveOutputStream tar = new TarArchiveOutputStream(file, BLOCK, "UTF-8");
    return new ShardSink.Shard() {
      // The two empty blocks at the end.
      private long bytes = 2L * BLOCK;
      private int images;

      @Override
      public long bytesWith(byte[]... sample) {
        return bytes + entryBytes(sample[0]) + entryBytes(sample[1]);
      }

      @Override
      public void add(String image, byte[]... sample) throws IOException {
        bytes = bytesWith(sample);
        images++;
        putSample(tar, image, sample);
      }

      @Override
      public Optional<String> end(String file) throws IOException {
        tar.close();
        return Optional.of("{\"file_name\":\"%s\",\"images\":%d}".formatted(file, images));
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  private static long entryBytes(byte[] content) {
    return BLOCK + (content.length + BLOCK - 1L) / BLOCK * BLOCK;
  }

  private static void putSample(TarArchiveOutputStream tar, String image, byte[]... sample)
      throws IOException {
    put(tar, image, sample[0]);
    put(tar, image.substring(0, image.lastIndexOf('.')) + ".json", sample[1]);
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

  /**
   * One tar file for a pipe: units come in any order and leave in that of their numbers. Only so
   * many wait for their turn. Thread-safe.
   */
  public static final class Stream implements Sink {
    private final TarArchiveOutputStream tar;
    private final TarShards format;
    private final int most;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private long next;
    private boolean hasFailed;

    /**
     * @param most units that are under way or wait
     */
    public Stream(OutputStream to, LabelEncoding encoding, ImageCodec codec, int most) {
      this.tar = new TarArchiveOutputStream(new BufferedOutputStream(to, 1 << 16), BLOCK, "UTF-8");
      this.format = new TarShards(encoding, codec, Optional.empty());
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
      private final List<String> names = new ArrayList<>();
      private final List<byte[][]> samples = new ArrayList<>();

      Waiting(long number) {
        this.number = number;
      }

      @Override
      public byte[] write(String member, MixedImage image) throws IOException {
        return format.encode(image);
      }

      @Override
      public LabelRow add(LabelRow row, byte[] image) throws IOException {
        names.add(row.fileName());
        samples.add(format.sample(row, image));
        return row;
      }

      @Override
      public Published publish() throws IOException {
        take(this);
        return Unit.super.publish();
      }

      void write() throws IOException {
        for (int i = 0; i < names.size(); i++) {
          putSample(tar, names.get(i), samples.get(i));
        }
      }
    }
  }
}
