package io.cutmix.storage;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Waits until what was written survives a power cut. Behind URIs a file is safe when it appears,
 * and nothing is done.
 */
public final class Disk {
  private Disk() {}

  /**
   * Waits for all files of the file system of a folder at once, which takes a small part of the
   * time that it takes for one after another.
   *
   * @return false if this machine has no program for that, or it failed
   */
  public static boolean flush(Path folder) throws IOException {
    if (Storage.remote(folder).isPresent()) {
      return true;
    }
    ProcessBuilder sync = new ProcessBuilder("sync", "-f", folder.toAbsolutePath().toString());
    sync.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    Process running;
    try {
      running = sync.start();
    } catch (IOException e) {
      return false; // There is no such program.
    }
    try {
      return running.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits for a file, or for the names of what is directly in a folder. */
  public static void force(Path path) throws IOException {
    if (Storage.remote(path).isPresent()) {
      return;
    }
    boolean isFolder = Files.isDirectory(path);
    try (FileChannel channel =
        FileChannel.open(path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      if (!isFolder) {
        throw e;
      }
      // Windows opens no folders, and needs no such thing.
    }
  }
}
