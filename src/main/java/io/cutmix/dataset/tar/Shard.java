package io.cutmix.dataset.tar;

import io.cutmix.dataset.FileState;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.ShardPattern;
import io.cutmix.dataset.tar.ShardMembers.ShardMember;
import io.cutmix.dataset.tar.UnpackedFile.Gunzip;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Storage;
import io.cutmix.storage.Strides;
import io.cutmix.table.NpyArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A tar or Parquet file of a data set. It stays open between reads, since each opening and each
 * status is a request where storage is remote. One that is compressed is unpacked when it is first
 * read, into a file of this machine that goes with the process. Thread-safe.
 */
final class Shard {
  private static final int MOST_OPEN = 256;

  /** Whether it was modified is asked at one of so many reads, since that is a request too. */
  private static final int READS_A_LOOK = 128;

  private final Path file;
  private final BlockingQueue<SeekableByteChannel> free;
  private final FileState state;
  private final @Nullable Packing packing;
  private final boolean isArray;
  private @Nullable FileChannel unpacked;
  private volatile @Nullable NpyArray array;
  private final AtomicInteger reads = new AtomicInteger();

  private Shard(Path file, int ofShards, FileState state, @Nullable Packing packing) {
    this.file = file;
    this.free = new ArrayBlockingQueue<>(Math.max(1, MOST_OPEN / ofShards));
    this.state = state;
    this.packing = packing;
    this.isArray = ShardPattern.areArrays(file);
  }

  /** How what is read is packed: in a column of a Parquet file, or else by gzip. */
  record Packing(@Nullable String column) {
    FileChannel unpack(SeekableByteChannel file) throws IOException {
      return column == null ? Gunzip.unpack(file) : ParquetInput.unpack(file, column);
    }
  }

  /** What is done with an open file. */
  @FunctionalInterface
  interface Use<T> {
    T of(SeekableByteChannel channel) throws IOException;
  }

  /** A tar file and what it holds. */
  record Contents(Shard shard, List<ShardMember> members) {}

  /**
   * Looks what a file is and holds.
   *
   * @param ofShards how many there are
   * @param clock of nanoseconds
   * @throws ProblemException if it is something on which reading could wait for ever
   */
  static Contents list(Path file, int ofShards, LongSupplier clock, ShardMembers members)
      throws IOException {
    BasicFileAttributes attributes = attributes(file);
    long start = clock.getAsLong();
    return Storage.opened(
        Storage.open(file, attributes.size()),
        channel -> {
          Strides strides = new Strides(channel, attributes.size(), clock);
          boolean isPacked = Gunzip.isMeantFor(strides);
          strides.jumped(clock.getAsLong() - start);
          Packing packing = isPacked ? new Packing(null) : null;
          Shard shard = new Shard(file, ofShards, FileState.of(attributes), packing);
          List<ShardMember> found =
              isPacked
                  ? shard.use(tar -> members.in(new Strides(tar, tar.size(), clock)))
                  : members.in(strides);
          shard.giveBack(channel);
          return new Contents(shard, found);
        });
  }

  /** A file of rows. */
  static Shard ofTable(Path file, int ofShards) throws IOException {
    return new Shard(file, ofShards, FileState.of(attributes(file)), null);
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new ProblemException(Problem.of("is not a file"));
    }
    return attributes;
  }

  /** The images in a column of this Parquet file, one behind the other. */
  Shard unpacked(String column) throws IOException {
    for (SeekableByteChannel channel = free.poll(); channel != null; channel = free.poll()) {
      channel.close();
    }
    return new Shard(file, 1, state, new Packing(column));
  }

  Path file() {
    return file;
  }

  FileState state() {
    return state;
  }

  /** Reads from what is in it. */
  <T> T use(Use<T> use) throws IOException {
    SeekableByteChannel channel = take();
    try {
      return use.of(channel);
    } catch (ClosedChannelException e) {
      if (channel != unpacked || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return use(use); // a thread was interrupted that read it too
    } catch (IOException e) {
      channel.close();
      throw e;
    } finally {
      giveBack(channel);
    }
  }

  /** The same for an image; the message of every error starts with the path. */
  byte[] read(long offset, int size) throws IOException {
    try {
      byte[] bytes = use(channel -> image(channel, Storage.read(channel, offset, size)));
      requireSame();
      return bytes;
    } catch (IOException e) {
      throw ImageFolder.explained(file, e);
    }
  }

  /** Whether images are rows of pixels, so that what is read of them isn't what lies there. */
  boolean isArray() {
    return isArray;
  }

  private byte[] image(SeekableByteChannel channel, byte[] bytes) throws IOException {
    if (!isArray) {
      return bytes;
    }
    NpyArray known = array;
    if (known == null) {
      known = NpyInput.images(channel);
      array = known;
    }
    return NpyInput.image(known, bytes);
  }

  /** As much of a part of it as the storage likes to give; -1 at the end. */
  int read(long offset, ByteBuffer to) throws IOException {
    return use(channel -> Storage.read(channel, offset, to));
  }

  private SeekableByteChannel take() throws IOException {
    if (packing != null) {
      return unpacked(packing);
    }
    SeekableByteChannel known = free.poll();
    return known == null ? Storage.open(file, state.size()) : known;
  }

  private void giveBack(SeekableByteChannel channel) throws IOException {
    if (channel != unpacked && (!channel.isOpen() || packing != null || !free.offer(channel))) {
      channel.close();
    }
  }

  /** Anew if a thread was interrupted while it read, which closes the file. */
  private synchronized FileChannel unpacked(Packing how) throws IOException {
    FileChannel known = unpacked;
    if (known == null || !known.isOpen()) {
      try (SeekableByteChannel packed = Storage.open(file, state.size())) {
        known = how.unpack(packed);
      }
      unpacked = known;
      state.requireSame(file, Files.readAttributes(file, BasicFileAttributes.class));
    }
    return known;
  }

  /** Throws if it was modified, as far as that is asked. */
  private void requireSame() throws IOException {
    if (packing == null && reads.getAndIncrement() % READS_A_LOOK == 0) {
      state.requireSame(file, Files.readAttributes(file, BasicFileAttributes.class));
    }
  }

  /** By its absolute path. */
  Listed listed() {
    return new Listed(file.toAbsolutePath().toString(), state, packing);
  }

  /** A shard as another process finds it. */
  record Listed(String path, FileState state, @Nullable Packing packing) {
    Shard open(int ofShards) throws IOException {
      return new Shard(Storage.path(path), ofShards, state, packing);
    }
  }
}
