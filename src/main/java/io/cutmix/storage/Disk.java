package io.cutmix.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * Waits until what was written survives a power cut. Behind URIs a file is safe when it appears,
 * and nothing is done.
 */
public final class Disk {
  /** What a program says that has no option -f, or a system on which it can't be had. */
  private static final Pattern CANT =
      Pattern.compile("(?i)option|usage|not (implemented|supported|permitted)|permission denied");

  private Disk() {}

  /**
   * Waits for all files of the file system of a folder at once, which takes a small part of the
   * time that it takes for one after another.
   *
   * @return false if this machine has no means for that
   * @throws IOException if not all has reached the disk, as files may not say any more that are
   *     opened after that
   */
  public static boolean flush(Path folder) throws IOException {
    if (Storage.remote(folder).isPresent()) {
      return true;
    }
    // What it says has no path in it that may be taken for a reason.
    ProcessBuilder sync = new ProcessBuilder("sync", "-f", ".").directory(folder.toFile());
    sync.environment().put("LC_ALL", "C");
    Process running;
    try {
      running = sync.redirectErrorStream(true).start();
    } catch (IOException e) {
      return false; // There is no such program.
    }
    String said = new String(running.getInputStream().readAllBytes(), Charset.defaultCharset());
    try {
      int exit = running.waitFor();
      if (exit != 0 && !said.isBlank() && !CANT.matcher(said).find()) {
        throw new IOException("not all of it has reached the disk (%s)".formatted(said.strip()));
      }
      return exit == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether nothing can be written there by anybody, as far as is known. */
  public static boolean isReadOnly(Path folder) {
    try {
      return Storage.remote(folder).isEmpty() && Files.getFileStore(folder).isReadOnly();
    } catch (IOException e) {
      return false; // In a chroot the system may not know where it is mounted.
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
