package io.cutmix.engine.spark.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;

/** Reads a file from any place. Not thread-safe. */
final class HadoopChannel implements SeekableByteChannel {
  private final FSDataInputStream stream;
  private final long size;
  private long position;
  private boolean isOpen = true;

  HadoopChannel(FSDataInputStream stream, long size) {
    this.stream = stream;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (!to.hasRemaining()) {
      return 0;
    }
    if (position >= size) {
      return -1;
    }
    if (stream.getPos() != position) {
      stream.seek(position);
    }
    byte[] bytes = to.hasArray() ? to.array() : new byte[to.remaining()];
    int offset = to.hasArray() ? to.arrayOffset() + to.position() : 0;
    int count = stream.read(bytes, offset, (int) Math.min(to.remaining(), size - position));
    if (count > 0) {
      position += count;
      if (to.hasArray()) {
        to.position(to.position() + count);
      } else {
        to.put(bytes, 0, count);
      }
    }
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  /** Where the next byte is read; nothing is read before. */
  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return isOpen;
  }

  @Override
  public void close() throws IOException {
    isOpen = false;
    stream.close();
  }
}
