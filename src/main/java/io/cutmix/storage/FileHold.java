package io.cutmix.storage;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other processes of this machine out until it is closed, or this process dies. Behind URIs
 * there are no locks, and nobody is kept out.
 */
public final class FileHold implements Closeable {
  private static final int TRIES = 100;

  private final Optional<Path> file;
  private final Closeable lock;

  private FileHold(Optional<Path> file, Closeable lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Holds nothing. */
  public static FileHold none() {
    return new FileHold(Optional.empty(), () -> {});
  }

  /**
   * Takes hold of a file, which is made with its folder if it isn't there and may be no link;
   * nothing if it is held already.
   *
   * @throws ProblemException if there are no locks where the file is
   */
  public static Optional<FileHold> of(Path file) throws IOException {
    if (Storage.remote(file).isPresent()) {
      return Optional.of(none());
    }
    for (int i = 0; i < TRIES; i++) {
      try {
        Files.createDirectories(file.resolveSibling(""));
        FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        if (!isHeld(file, channel::tryLock)) {
          channel.close();
          return Optional.empty();
        }
        if (isStillThere(file, channel)) {
          return Optional.of(new FileHold(Optional.of(file), channel));
        }
        channel.close();
      } catch (NoSuchFileException e) {
        // Whoever held it has just removed it.
      }
    }
    return Optional.empty();
  }

  /** Takes a lock. */
  interface Locking {
    @Nullable FileLock tryLock() throws IOException;
  }

  /** Whether the lock is this hold's now. */
  static boolean isHeld(Path file, Locking locking) throws IOException {
    try {
      return locking.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Held by this process: as much in use as if it were another.
      return false;
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(
                  "can't be locked (%s), so two runs at once would spoil each other's files"
                      .formatted(e.getMessage()))
              .remedy("choose an --out on a file system with locks, such as a local disk")
              .at(file),
          e);
    }
  }

  /**
   * A file that was removed before it could be locked keeps nobody out. It is told by its size,
   * since to open it once more would give up the lock.
   */
  private static boolean isStillThere(Path file, FileChannel channel) throws IOException {
    int size = 1 + (UUID.randomUUID().hashCode() & 0xfff);
    Storage.naming(file, () -> channel.truncate(0).write(ByteBuffer.allocate(size)));
    return Files.size(file) == size;
  }

  /** Lets go of the file and removes it, so that nobody else has hold of it in between. */
  public void remove() throws IOException {
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
    close();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
