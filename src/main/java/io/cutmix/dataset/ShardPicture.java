package io.cutmix.dataset;

import io.cutmix.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A picture that is a member of a tar file, read where it lies there.
 *
 * @param offset where its bytes begin
 * @param size how many there are
 */
record ShardPicture(Path shard, long offset, long size) {

  /**
   * Its bytes.
   *
   * @param state of the shard when the data set was read
   */
  byte[] bytes(FileState state) throws IOException {
    byte[] bytes;
    try (SeekableByteChannel channel = Files.newByteChannel(shard)) {
      bytes = Storage.read(channel, offset, (int) size);
    } catch (IOException e) {
      throw ImageFolder.explained(shard, e);
    }
    state.requireSame(shard, attributes());
    return bytes;
  }

  private BasicFileAttributes attributes() throws IOException {
    try {
      return Files.readAttributes(shard, BasicFileAttributes.class);
    } catch (IOException e) {
      throw ImageFolder.explained(shard, e);
    }
  }

  /** The same from its beginning on, without a buffer. */
  InputStream stream() throws IOException {
    try {
      return new MemberStream(Files.newByteChannel(shard), offset, offset + size);
    } catch (IOException e) {
      throw ImageFolder.explained(shard, e);
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
