package io.cutmix.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Checksum;

/**
 * Text in a file whose last line, eight hexadecimal digits, is the CRC-32C of those before, so that
 * one that a power cut has left empty, cut off or full of zeros is never taken for whole.
 */
public final class CheckedText {
  private static final int TRAILER = 9;
  private static final int CHUNK = 1 << 13;

  private CheckedText() {}

  /** Writes to that file; what is written must end with a line break. */
  public static OutputStream stream(Path file) throws IOException {
    return new BufferedOutputStream(new Trailing(Files.newOutputStream(file)), CHUNK);
  }

  /** Whether the file is there, no link, and as it was written. */
  public static boolean isWhole(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    long left = Files.size(file) - TRAILER;
    CRC32C crc = new CRC32C();
    try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        InputStream checked = new CheckedInputStream(content, crc)) {
      byte[] chunk = new byte[CHUNK];
      for (int read = 0; left > 0 && read >= 0; left -= Math.max(read, 0)) {
        read = checked.read(chunk, 0, (int) Math.min(chunk.length, left));
      }
      String trailer = trailer(crc);
      return left == 0
          && new String(content.readAllBytes(), StandardCharsets.US_ASCII).equals(trailer);
    }
  }

  /** Whether what was read is as it was written. */
  public static boolean isWhole(byte[] read) {
    int text = read.length - TRAILER;
    CRC32C crc = new CRC32C();
    crc.update(read, 0, Math.max(0, text));
    return text >= 0
        && new String(read, text, TRAILER, StandardCharsets.US_ASCII).equals(trailer(crc));
  }

  private static String trailer(Checksum crc) {
    return "%08x\n".formatted(crc.getValue());
  }

  /** Adds the last line when it is closed. */
  private static final class Trailing extends CheckedOutputStream {
    private boolean isClosed;

    Trailing(OutputStream file) {
      super(file, new CRC32C());
    }

    @Override
    public void close() throws IOException {
      try (OutputStream file = out) {
        if (!isClosed) {
          isClosed = true;
          file.write(trailer(getChecksum()).getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
  }
}
