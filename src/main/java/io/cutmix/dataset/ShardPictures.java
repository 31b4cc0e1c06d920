package io.cutmix.dataset;

import io.cutmix.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Pictures that are members of tar files, read where they lie there. */
final class ShardPictures implements PictureStore {
  private final List<Path> shards;
  private final FileStates states;
  private final int[] shard;
  private final long[] offsets;
  private final long[] sizes;

  /** Takes arrays over: for each sample its shard, and where in it the picture is. */
  ShardPictures(List<Path> shards, FileStates states, int[] shard, long[] offsets, long[] sizes) {
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
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      bytes = Storage.read(channel, offsets[sample], (int) sizes[sample]);
    } catch (IOException e) {
      throw ImageFolder.explained(file, e);
    }
    states.requireSame(shard[sample], file, attributes(file));
    return bytes;
  }

  /** Opens a shard, unless it is something on which reading could wait for ever. */
  static SeekableByteChannel open(Path shard) throws IOException {
    if (Files.exists(shard) && !Files.isRegularFile(shard)) {
      throw new IOException("is not a file");
    }
    return Files.newByteChannel(shard);
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      throw ImageFolder.explained(file, e);
    }
  }

  @Override
  public void addState(int sample, InputDigest digest) {
    states.addTo(digest, shard[sample]);
  }

  @Override
  public InputStream stream(int sample) throws IOException {
    Path file = shards.get(shard[sample]);
    try {
      SeekableByteChannel channel = Files.newByteChannel(file);
      return new MemberStream(channel, offsets[sample], offsets[sample] + sizes[sample]);
    } catch (IOException e) {
      throw ImageFolder.explained(file, e);
    }
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
