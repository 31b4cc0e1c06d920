package io.cutmix.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file in a tar file.
 *
 * @param name its path in the shard
 * @param offset where its bytes begin
 * @param size how many there are
 */
record ShardMember(String name, long offset, int size) {

  byte[] read(FileChannel shard) throws IOException {
    return bytes(shard, offset, size);
  }

  /** That part of a file, without moving the channel's position. */
  static byte[] bytes(FileChannel file, long offset, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, offset + bytes.position()) < 0) {
        throw new IOException(
            "ends at byte %d, in the middle of a file".formatted(offset + bytes.position()));
      }
    }
    return bytes.array();
  }
}
