package io.cutmix.finished;

import io.cutmix.table.NpyArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A NumPy array in a file, read a row at a time. Immutable and thread-safe.
 *
 * @param name of its file in the folder
 */
public record StoredArray(String name, Path file, NpyArray array) {

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
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      NpyArray array = NpyArray.open(channel);
      if (!array.type().equals(type)) {
        throw new BrokenFile(name, "header", "that of an array of " + type, array.header().strip());
      }
      int[] shape = array.shape();
      if (shape.length != axes) {
        throw new BrokenFile(name, "axes", Integer.toString(axes), Arrays.toString(shape));
      }
      if (channel.size() != array.size()) {
        throw new BrokenFile(name, "bytes", array.size() + "", channel.size() + "");
      }
      return new StoredArray(name, file, array);
    }
  }

  public int rows() {
    return array.shape()[0];
  }

  /** How long a row is along each of its axes. */
  public int[] rowShape() {
    return Arrays.copyOfRange(array.shape(), 1, array.shape().length);
  }

  /** The bytes of a row. */
  public byte[] row(int index) throws IOException {
    int rowBytes = array.rowBytes();
    byte[] row = FinishedFolder.read(file, array.placeOf(index), rowBytes);
    if (row.length < rowBytes) {
      throw new BrokenFile(name, "row " + index, rowBytes + " bytes", row.length + " bytes");
    }
    return row;
  }

  /** The numbers of a row of doubles. */
  public double[] numbers(int index) throws IOException {
    double[] numbers = new double[array.rowBytes() / Double.BYTES];
    ByteBuffer.wrap(row(index)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(numbers);
    return numbers;
  }
}
