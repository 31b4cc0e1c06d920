package io.cutmix.table;

import io.cutmix.storage.Storage;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A NumPy array in a file (NEP 1, version 1.0), by what its header says: row by row, each of which
 * has its numbers one after another. Immutable and thread-safe.
 *
 * @param header as text; empty if the file is no such array
 * @param type such as {@code <f8}; empty if the header is that of an array which is stored
 *     otherwise
 * @param shape rows, then how long a row is along each of its axes, of which there is at least one
 * @param start of the first row in the file
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NpyArray(String header, String type, int[] shape, int start) {
  private static final int BEFORE_HEADER = 10;
  private static final int LONGEST = BEFORE_HEADER + 0xffff;
  private static final String MAGIC = "\u0093NUMPY\u0001\u0000";
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']*)', 'fortran_order': False, 'shape': "
              + "\\(([0-9]{1,9}(?:, [0-9]{1,9})+)\\), \\} *\n");

  public static NpyArray open(SeekableByteChannel file) throws IOException {
    byte[] head = Storage.read(file, 0, (int) Math.min(file.size(), LONGEST));
    String text = new String(head, StandardCharsets.ISO_8859_1);
    boolean isArray = text.startsWith(MAGIC) && head.length >= BEFORE_HEADER;
    int start = BEFORE_HEADER + (isArray ? (head[8] & 0xff) | (head[9] & 0xff) << Byte.SIZE : 0);
    String header = isArray && start <= head.length ? text.substring(BEFORE_HEADER, start) : "";
    Matcher said = HEADER.matcher(header);
    return said.matches()
        ? new NpyArray(header, said.group(1), numbers(said.group(2)), start)
        : new NpyArray(header, "", new int[1], start);
  }

  private static int[] numbers(String list) {
    return Stream.of(list.split(", ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /** Bytes of a row of bytes or of 64-bit numbers; of a longer one as many as an array can have. */
  public int rowBytes() {
    long bytes = type.equals("<f8") ? Double.BYTES : 1;
    for (int axis = 1; axis < shape.length; axis++) {
      bytes = Math.min(bytes * shape[axis], Integer.MAX_VALUE);
    }
    return (int) bytes;
  }

  /** Where a row begins; that behind the last is where the file ends. */
  public long placeOf(int row) {
    return start + (long) row * rowBytes();
  }

  /** Bytes that the file should have. */
  public long size() {
    return placeOf(shape[0]);
  }
}
