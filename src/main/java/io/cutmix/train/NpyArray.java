package io.cutmix.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A NumPy array in a file (NEP 1), read a row at a time. Immutable and thread-safe.
 *
 * @param start where the first row begins
 * @param shape the rows first
 * @param rowBytes bytes of a row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NpyArray(Path file, long start, int[] shape, int rowBytes) {
  private static final int BEFORE_HEADER = 10;
  private static final String MAGIC = "\u0093NUMPY\u0001\u0000";
  private static final Pattern SHAPE =
      Pattern.compile("'shape': *\\(([0-9]{1,9}(?:, *[0-9]{1,9})*),? *\\)");

  /**
   * Reads the header.
   *
   * @param type of the elements, such as {@code |u1}
   * @param axes how many the array must have
   * @throws FileSystemException if it isn't such an array, or truncated
   */
  static NpyArray open(Path file, String type, int axes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] before = read(file, channel, 0, BEFORE_HEADER);
      int length = (before[BEFORE_HEADER - 2] & 0xff) | (before[BEFORE_HEADER - 1] & 0xff) << 8;
      String magic = new String(before, 0, MAGIC.length(), StandardCharsets.ISO_8859_1);
      String header = magic.equals(MAGIC) ? text(file, channel, length) : "";
      Matcher sizes = SHAPE.matcher(header);
      if (!header.contains("'descr': '" + type + "'")
          || !header.contains("'fortran_order': False")
          || !sizes.find()) {
        throw broken(file, "is no array of " + type + " as cutmix writes it");
      }
      int[] shape = Stream.of(sizes.group(1).split(", *")).mapToInt(Integer::parseInt).toArray();
      NpyArray array = of(file, BEFORE_HEADER + length, shape, type.charAt(2) - '0');
      if (shape.length != axes || channel.size() < array.start(shape[0])) {
        throw broken(file, "ends before its last row, or has not " + axes + " axes");
      }
      return array;
    }
  }

  private static String text(Path file, FileChannel channel, int length) throws IOException {
    return new String(read(file, channel, BEFORE_HEADER, length), StandardCharsets.ISO_8859_1);
  }

  private static NpyArray of(Path file, long start, int[] shape, int elementBytes) {
    int rowBytes = elementBytes;
    for (int axis = 1; axis < shape.length; axis++) {
      rowBytes = (int) Math.min((long) rowBytes * shape[axis], Integer.MAX_VALUE);
    }
    return new NpyArray(file, start, shape, rowBytes);
  }

  int rows() {
    return shape[0];
  }

  /** The bytes of a row, little-endian. */
  byte[] row(int number) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(file, channel, start(number), rowBytes);
    }
  }

  private long start(int row) {
    return start + (long) row * rowBytes;
  }

  private static byte[] read(Path file, FileChannel channel, long from, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      if (channel.read(left, from + left.position()) < 0) {
        throw broken(file, "is truncated");
      }
    }
    return bytes;
  }

  private static FileSystemException broken(Path file, String reason) {
    return new FileSystemException(
        file.toString(), null, reason + "; run cutmix augment --output-format npy again");
  }
}
