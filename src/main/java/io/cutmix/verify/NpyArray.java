package io.cutmix.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A NumPy array in a file. Thread-safe.
 *
 * @param start of its first row
 * @param rows how many it has
 * @param rowBytes bytes of each
 */
record NpyArray(Path file, long start, long rows, int rowBytes) {
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '(\\|u1|<f8)', 'fortran_order': False, 'shape': "
              + "\\(([0-9]{1,9}(?:, [0-9]{1,9})+)\\), \\} *\n");

  /**
   * Reads the header.
   *
   * @param type the wanted type of its numbers
   * @param shape the wanted shape of a row
   * @throws BrokenFile if it is missing, truncated, or something else
   */
  static NpyArray open(RecordedRun run, String name, String type, int... shape) throws IOException {
    Path file = run.file(name);
    if (!Files.isRegularFile(file)) {
      throw new BrokenFile(name, "file", "there", "missing");
    }
    long size = Files.size(file);
    byte[] head = read(file, 0, (int) Math.min(size, 10));
    int length = head.length < 10 ? 0 : (head[8] & 0xff) + 256 * (head[9] & 0xff);
    String text =
        new String(read(file, 10, (int) Math.min(length, size - 10)), StandardCharsets.US_ASCII);
    Matcher header = HEADER.matcher(text);
    if (!header.matches() || !header.group(1).equals(type)) {
      throw new BrokenFile(name, "header", "that of an array of " + type, text.strip());
    }
    int[] found = Arrays.stream(header.group(2).split(", ")).mapToInt(Integer::parseInt).toArray();
    int[] row = Arrays.copyOfRange(found, 1, found.length);
    if (!Arrays.equals(row, shape)) {
      throw new BrokenFile(name, "shape of a row", Arrays.toString(shape), Arrays.toString(row));
    }
    int rowBytes = Arrays.stream(shape).reduce(type.equals("<f8") ? 8 : 1, (a, b) -> a * b);
    long wanted = 10L + length + (long) found[0] * rowBytes;
    if (size != wanted) {
      throw new BrokenFile(name, "bytes", Long.toString(wanted), Long.toString(size));
    }
    return new NpyArray(file, 10L + length, found[0], rowBytes);
  }

  byte[] row(long index) throws IOException {
    return read(file, start + index * rowBytes, rowBytes);
  }

  /** Bytes of a file; fewer where it ends. */
  static byte[] read(Path file, long from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.max(0, count));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = channel.read(bytes, from + bytes.position());
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
