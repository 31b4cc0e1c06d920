package io.cutmix.engine.spark.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;

/** Reads a file from any place. Not thread-safe. */
final class HadoopChannel implements SeekableByteChannel {
  private final FSDataInputStream stream;
  private final long end;
  private final Size size;
  private long position;
  private boolean isOpen = true;

  /** How long the file is, where that must be asked for. */
  @FunctionalInterface
  interface Size {
    long get() throws IOException;
  }

  /**
   * A channel of that stream.
   *
   * @param end nothing is read from there on
   */
  HadoopChannel(FSDataInputStream stream, long end, Size size) {
    this.stream = stream;
    this.end = end;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (!to.hasRemaining()) {
      return 0;
    }
    if (position >= end) {
      return -1;
    }
    if (stream.getPos() != position) {
      stream.seek(position);
    }
    byte[] bytes = to.hasArray() ? to.array() : new byte[to.remaining()];
    int offset = to.hasArray() ? to.arrayOffset() + to.position() : 0;
    int count = stream.read(bytes, offset, (int) Math.min(to.remaining(), end - position));
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
  public long size() throws IOException {
    return size.get();
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
