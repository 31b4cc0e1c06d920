package io.cutmix.dataset;

import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/**
 * A file in a tar file.
 *
 * @param name its path in the shard
 * @param offset where its bytes begin
 * @param size how many there are
 */
record ShardMember(String name, long offset, int size) {

  byte[] read(SeekableByteChannel shard) throws IOException {
    return Storage.read(shard, offset, size);
  }
}
