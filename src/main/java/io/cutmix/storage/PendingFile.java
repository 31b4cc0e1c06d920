package io.cutmix.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A file that is written out of sight, on this machine, and then appears at once in place of any
 * that was there. One that is closed before leaves nothing.
 */
public final class PendingFile implements AutoCloseable {
  private final Path file;
  private final Path temporary;
  private final Path written;
  private final Optional<RemoteStorage> remote;
  private boolean isGone;

  private PendingFile(Path file, Path temporary, Path written, Optional<RemoteStorage> remote) {
    this.file = file;
    this.temporary = temporary;
    this.written = written;
    this.remote = remote;
  }

  /**
   * Nothing is written yet. What stands in the temporary file's place, maybe a link, is removed.
   *
   * @param temporary where it may stand before it appears; its folder is there
   */
  public static PendingFile of(Path file, Path temporary) throws IOException {
    Optional<RemoteStorage> remote = Storage.remote(file);
    Path written = temporary;
    if (remote.isPresent()) {
      written = Files.createTempFile("cutmix-", ".tmp");
    } else {
      Storage.naming(temporary, () -> Storage.create(temporary).close());
    }
    return new PendingFile(file, temporary, written, remote);
  }

  /** Writes a file that appears at once. */
  public static void put(Path file, byte[] content, Path temporary) throws IOException {
    Optional<RemoteStorage> remote = Storage.remote(file);
    if (remote.isPresent()) {
      remote.get().put(new ByteArrayInputStream(content), file, temporary);
      return;
    }
    try (PendingFile pending = new PendingFile(file, temporary, temporary, remote)) {
      Storage.write(temporary, content);
      pending.publish();
    }
  }

  /** Where to write it. */
  public Path path() {
    return written;
  }

  /** Puts it in place; it must have been written and closed. */
  public void publish() throws IOException {
    if (remote.isPresent()) {
      try (InputStream content = Files.newInputStream(written)) {
        remote.get().put(content, file, temporary);
      }
    } else {
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      isGone = true;
    }
  }

  /** The same, and neither content nor name is lost if the power fails afterwards. */
  public void publishForGood() throws IOException {
    Disk.force(written);
    publish();
    Disk.force(file.resolveSibling(""));
  }

  @Override
  public void close() throws IOException {
    if (!isGone) {
      Files.deleteIfExists(written);
    }
  }
}
