package io.cutmix.finished;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A NumPy array in a file (NEP 1), read a row at a time. Immutable and thread-safe.
 *
 * @param name of its file in the folder
 * @param start of the first row in the file
 * @param shape rows, then how long a row is along each of its axes
 * @param rowBytes bytes of a row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredArray(String name, Path file, long start, int[] shape, int rowBytes) {
  private static final int BEFORE_HEADER = 10;
  private static final String MAGIC = "\u0093NUMPY\u0001\u0000";
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '(\\|u1|<f8)', 'fortran_order': False, 'shape': "
              + "\\(([0-9]{1,9}(?:, [0-9]{1,9})+)\\), \\} *\n");

  /**
   * Reads the header.
   *
   * @param axes how many there must be
   * @throws BrokenFile if the array is missing, truncated, or something else
   */
  public static StoredArray ofBytes(FinishedFolder folder, String name, int axes)
      throws IOException {
    return open(folder, name, "|u1", axes);
  }

  /** The same for numbers of 8 bytes. */
  public static StoredArray ofDoubles(FinishedFolder folder, String name, int axes)
      throws IOException {
    return open(folder, name, "<f8", axes);
  }

  private static StoredArray open(FinishedFolder folder, String name, String type, int axes)
      throws IOException {
    Path file = folder.file(name);
    byte[] before = FinishedFolder.read(file, 0, BEFORE_HEADER);
    boolean magic = text(before).startsWith(MAGIC) && before.length == BEFORE_HEADER;
    int length = magic ? (before[8] & 0xff) | (before[9] & 0xff) << Byte.SIZE : 0;
    String text = text(FinishedFolder.read(file, BEFORE_HEADER, length));
    Matcher header = HEADER.matcher(text);
    if (!header.matches() || !header.group(1).equals(type)) {
      throw new BrokenFile(name, "header", "that of an array of " + type, text.strip());
    }
    int[] shape = Stream.of(header.group(2).split(", ")).mapToInt(Integer::parseInt).toArray();
    if (shape.length != axes) {
      throw new BrokenFile(name, "axes", Integer.toString(axes), Arrays.toString(shape));
    }
    long rowBytes = type.equals("<f8") ? Double.BYTES : 1;
    for (int axis = 1; axis < axes; axis++) {
      rowBytes = Math.min(rowBytes * shape[axis], Integer.MAX_VALUE);
    }
    long start = (long) BEFORE_HEADER + length;
    long wanted = start + shape[0] * rowBytes;
    long size = Files.size(file);
    if (size != wanted) {
      throw new BrokenFile(name, "bytes", Long.toString(wanted), Long.toString(size));
    }
    return new StoredArray(name, file, start, shape, (int) rowBytes);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  public int rows() {
    return shape[0];
  }

  /** How long a row is along each of its axes. */
  public int[] rowShape() {
    return Arrays.copyOfRange(shape, 1, shape.length);
  }

  /** The bytes of a row. */
  public byte[] row(int index) throws IOException {
    byte[] row = FinishedFolder.read(file, start + (long) index * rowBytes, rowBytes);
    if (row.length < rowBytes) {
      throw new BrokenFile(name, "row " + index, rowBytes + " bytes", row.length + " bytes");
    }
    return row;
  }

  /** The numbers of a row of doubles. */
  public double[] numbers(int index) throws IOException {
    double[] numbers = new double[rowBytes / Double.BYTES];
    ByteBuffer.wrap(row(index)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(numbers);
    return numbers;
  }
}
