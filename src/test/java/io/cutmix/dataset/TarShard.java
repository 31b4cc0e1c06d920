package io.cutmix.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes a tar file, also such as no tool would write. */
final class TarShard implements AutoCloseable {
  private final Path file;
  private final TarArchiveOutputStream out;

  TarShard(Path file) throws IOException {
    this.file = file;
    this.out = new TarArchiveOutputStream(Files.newOutputStream(file), "UTF-8");
    out.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
  }

  /** A shard of files whose names and texts are given in turn. */
  static Path of(Path file, String... namesAndTexts) throws IOException {
    try (TarShard shard = new TarShard(file)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        shard.add(namesAndTexts[i], namesAndTexts[i + 1]);
      }
    }
    return file;
  }

  TarShard add(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(bytes.length);
    out.putArchiveEntry(entry);
    out.write(bytes);
    out.closeArchiveEntry();
    return this;
  }

  /** A member without bytes: a symbolic or hard link, a pipe, a device. */
  TarShard special(String name, byte kind) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setLinkName(kind == TarConstants.LF_LINK ? "a.jpg" : "/etc/passwd");
    out.putArchiveEntry(entry);
    out.closeArchiveEntry();
    return this;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
