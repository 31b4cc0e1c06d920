package io.cutmix.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/**
 * Files behind URIs. To be implemented by a {@link java.nio.file.spi.FileSystemProvider}, so that
 * {@link java.nio.file.Files} opens (also in the middle), lists and deletes them, and to be named
 * as a service.
 */
public interface RemoteStorage {

  /**
   * That whoever opens a file for reading knows its size, so that the storage needn't be asked.
   *
   * @param bytes how many it has
   */
  record KnownSize(long bytes) implements OpenOption {}

  /**
   * The path of that URI, as people write it: nothing in it is escaped.
   *
   * @param authority what stands between {@code //} and the next {@code /}; may be empty
   * @param path with a leading {@code /}
   * @throws IOException if there is nothing behind that scheme or host
   */
  Path path(String scheme, String authority, String path) throws IOException;

  /**
   * Writes a file, in place of any that is there. It appears at once: by a move where that is
   * atomic, elsewhere when its stream is closed. Nothing is left of a file whose writing failed.
   *
   * @param temporary where it may be written first
   */
  void put(InputStream content, Path file, Path temporary) throws IOException;
}
