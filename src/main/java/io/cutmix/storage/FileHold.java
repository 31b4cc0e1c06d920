package io.cutmix.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps other processes of this machine out until it is closed, or this process dies. Behind URIs
 * there are no locks, and nobody is kept out.
 */
public final class FileHold implements Closeable {
  private final Optional<FileChannel> channel;

  private FileHold(Optional<FileChannel> channel) {
    this.channel = channel;
  }

  /** Takes hold of a file, which is made if it isn't there; nothing if it is held already. */
  public static Optional<FileHold> of(Path file) throws IOException {
    if (Storage.remote(file).isPresent()) {
      return Optional.of(new FileHold(Optional.empty()));
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return Optional.of(new FileHold(Optional.of(channel)));
      }
    } catch (OverlappingFileLockException e) {
      // Held by this process: as much in use as if it were another.
    }
    channel.close();
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close();
    }
  }
}
