package io.cutmix.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is known of a sample before its picture is read.
 *
 * @param name as {@link Dataset#name} has it
 * @param line of the label file that says so; 0 if there is none
 * @param label the number of its class; -1 if that is unknown, which is a problem
 * @param size of the picture in bytes; negative if it wasn't there
 * @param file the file in which the picture lies
 * @param shard which of the shards that is; -1 if it is the picture's own file
 * @param offset where in it the picture begins
 */
public record SampleRow(
    String name, int line, int label, long size, FileState file, int shard, long offset) {
  private static final int NO_SHARD = -1;
  private static final int MORE = 0x80;

  /** Seven numbers of at most ten bytes, and one of eight. */
  private static final int MOST_NUMBERS = 78;

  /**
   * Of a picture that is a file.
   *
   * @param size of it in bytes
   * @param modified when it was, in nanoseconds
   */
  public static SampleRow ofFile(String name, int label, long size, long modified) {
    return ofFile(name, 0, label, new FileState(size, modified));
  }

  static SampleRow ofFile(String name, int line, int label, FileState file) {
    return new SampleRow(name, line, label, file.size(), file, NO_SHARD, 0);
  }

  boolean isInShard() {
    return shard != NO_SHARD;
  }

  /**
   * The same row whose label is a class.
   *
   * @param positions which class each label means
   */
  public SampleRow withClass(int[] positions) {
    return new SampleRow(name, line, positions[label], size, file, shard, offset);
  }

  /** For another process. */
  public byte[] toBytes() {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer to = ByteBuffer.allocate(text.length + MOST_NUMBERS);
    put(text.length, to);
    to.put(text);
    put(line, to);
    put(label + 1, to);
    put(file.size() + 1, to);
    to.putLong(file.modified());
    put(shard + 1, to);
    if (isInShard()) {
      put(offset, to);
      put(size, to);
    }
    return Arrays.copyOf(to.array(), to.position());
  }

  /** What {@link #toBytes} wrote. */
  public static SampleRow of(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    byte[] text = new byte[(int) get(from)];
    from.get(text);
    String name = new String(text, StandardCharsets.UTF_8);
    int line = (int) get(from);
    int label = (int) get(from) - 1;
    FileState file = new FileState(get(from) - 1, from.getLong());
    int shard = (int) get(from) - 1;
    if (shard == NO_SHARD) {
      return ofFile(name, line, label, file);
    }
    long offset = get(from);
    return new SampleRow(name, line, label, get(from), file, shard, offset);
  }

  /** Seven bits a byte, the lowest first. */
  private static void put(long value, ByteBuffer to) {
    long rest = value;
    while (rest >= MORE) {
      to.put((byte) (rest | MORE));
      rest >>>= 7;
    }
    to.put((byte) rest);
  }

  private static long get(ByteBuffer from) {
    long value = 0;
    int shift = 0;
    int next;
    do {
      next = from.get();
      value |= (long) (next & (MORE - 1)) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }
}
