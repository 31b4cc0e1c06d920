package io.cutmix.dataset.tar;

import io.cutmix.dataset.Dataset;
import io.cutmix.dataset.FileState;
import io.cutmix.dataset.ImageFolder;
import io.cutmix.dataset.InputDigest;
import io.cutmix.dataset.SampleList;
import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import io.cutmix.storage.Storage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Images that are members of tar files, read where they lie there. */
public final class ShardImages implements Dataset.ImageStore {
  private final List<Path> shards;
  private final FileState.Array states;
  private final int[] shard;
  private final long[] offsets;
  private final long[] sizes;

  /** Takes arrays over: for each sample its shard, and where in it the image is. */
  ShardImages(
      List<Path> shards, FileState.Array states, int[] shard, long[] offsets, long[] sizes) {
    this.shards = List.copyOf(shards);
    this.states = states;
    this.shard = shard;
    this.offsets = offsets;
    this.sizes = sizes;
  }

  @Override
  public byte[] bytes(int sample) throws IOException {
    Path file = shards.get(shard[sample]);
    byte[] bytes;
    BasicFileAttributes now;
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      bytes = Storage.read(channel, offsets[sample], (int) sizes[sample]);
      now = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      throw ImageFolder.explained(file, e);
    }
    states.get(shard[sample]).requireSame(file, now);
    return bytes;
  }

  @Override
  public InputStream stream(int sample) throws IOException {
    Path file = shards.get(shard[sample]);
    try {
      return new MemberStream(
          Files.newByteChannel(file), offsets[sample], offsets[sample] + sizes[sample]);
    } catch (IOException e) {
      throw ImageFolder.explained(file, e);
    }
  }

  @Override
  public void addState(int sample, InputDigest digest) {
    states.get(shard[sample]).addTo(digest);
  }

  /** In bytes, of each image. */
  public long[] sizes() {
    return sizes;
  }

  @Override
  public void write(DataOutputStream to) throws IOException {
    to.writeBoolean(true);
    to.writeInt(shards.size());
    for (Path file : shards) {
      SampleList.writePath(file, to);
    }
    states.write(to);
    for (int sample = 0; sample < shard.length; sample++) {
      to.writeInt(shard[sample]);
      to.writeLong(offsets[sample]);
      to.writeLong(sizes[sample]);
    }
  }

  /** What {@link #write} wrote, from the shards on. */
  public static ShardImages read(int samples, DataInputStream from) throws IOException {
    List<Path> shards = new ArrayList<>();
    for (int left = from.readInt(); left > 0; left--) {
      shards.add(SampleList.readPath(from));
    }
    FileState.Array states = FileState.Array.read(shards.size(), from);
    FileState now = FileState.of(Files.readAttributes(shards.get(0), BasicFileAttributes.class));
    SampleList.requireSame(now, states.get(0), shards.get(0).toString());
    int[] shard = new int[samples];
    long[] offsets = new long[samples];
    long[] sizes = new long[samples];
    for (int sample = 0; sample < samples; sample++) {
      shard[sample] = from.readInt();
      offsets[sample] = from.readLong();
      sizes[sample] = from.readLong();
    }
    return new ShardImages(shards, states, shard, offsets, sizes);
  }

  /** Opens a shard, unless it is something on which reading could wait for ever. */
  static SeekableByteChannel open(Path shard) throws IOException {
    if (Files.exists(shard) && !Files.isRegularFile(shard)) {
      throw new ProblemException(Problem.of("is not a file"));
    }
    return Files.newByteChannel(shard);
  }

  /** A part of a file. */
  private static final class MemberStream extends InputStream {
    private final SeekableByteChannel channel;
    private final long end;
    private long position;

    MemberStream(SeekableByteChannel channel, long start, long end) {
      this.channel = channel;
      this.position = start;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int wanted = (int) Math.min(length, end - position);
      int count =
          wanted == 0 ? -1 : Storage.read(channel, position, ByteBuffer.wrap(to, offset, wanted));
      position += Math.max(count, 0);
      return count;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
