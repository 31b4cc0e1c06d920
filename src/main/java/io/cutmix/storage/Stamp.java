package io.cutmix.storage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * By what a file that is whole is told from one that is cut off, empty, or has other bytes.
 *
 * @param size in bytes
 * @param crc its CRC-32C
 */
public record Stamp(long size, int crc) {
  /** That of a file with these bytes. */
  public static Stamp of(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return new Stamp(content.length, (int) crc.getValue());
  }

  /** That of a file, which may be no link. */
  public static Stamp of(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    try (InputStream content =
        new CheckedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), crc)) {
      long size = content.transferTo(OutputStream.nullOutputStream());
      return new Stamp(size, (int) crc.getValue());
    }
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  @JsonCreator
  public static Stamp parse(String text) {
    int dash = text.indexOf('-');
    return new Stamp(
        Long.parseLong(text.substring(0, Math.max(dash, 0))),
        Integer.parseUnsignedInt(text.substring(dash + 1), 16));
  }

  /** The size in decimal, a dash, and the checksum in hexadecimal digits. */
  @Override
  @JsonValue
  public String toString() {
    return size + "-" + Integer.toHexString(crc);
  }
}
