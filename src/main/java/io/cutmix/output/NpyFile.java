package io.cutmix.output;

import static io.cutmix.storage.WriteErrors.naming;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A NumPy array while it is written, a row at a time; complete once it is closed. The format is
 * NumPy's NEP 1, version 1.0, with a header of 128 bytes, so that {@code numpy.load} can map it. To
 * be used by one thread at a time.
 */
final class NpyFile implements AutoCloseable {
  private static final int HEADER_BYTES = 128;
  private static final int BEFORE_TEXT = 10;

  private final FileChannel channel;
  private final Path shown;
  private final String type;
  private final List<Integer> rowShape;
  private long rows;

  private NpyFile(PendingShards.Shard shard, String type, List<Integer> rowShape)
      throws IOException {
    this.shown = shard.shown();
    this.channel =
        FileChannel.open(
            shard.written(),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    this.type = type;
    this.rowShape = List.copyOf(rowShape);
    channel.position(HEADER_BYTES);
  }

  /** An array of unsigned bytes with rows of that shape. */
  static NpyFile ofBytes(PendingShards.Shard shard, List<Integer> rowShape) throws IOException {
    return new NpyFile(shard, "|u1", rowShape);
  }

  /** An array of little-endian 64-bit floats, as {@link #ofBytes}. */
  static NpyFile ofDoubles(PendingShards.Shard shard, List<Integer> rowShape) throws IOException {
    return new NpyFile(shard, "<f8", rowShape);
  }

  /** Adds a row: exactly its bytes, little-endian, from the buffer's position to its limit. */
  void add(ByteBuffer row) throws IOException {
    write(row);
    rows++;
  }

  private void write(ByteBuffer bytes) throws IOException {
    naming(
        shown,
        () -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  /** Writes the header, which says how many rows there are; has no effect the second time. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (channel.isOpen()) {
        channel.position(0);
        write(header());
      }
    }
  }

  private ByteBuffer header() {
    String shape = rowShape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %s), }".formatted(type, rows, shape);
    int length = HEADER_BYTES - BEFORE_TEXT;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).put((byte) length).put((byte) (length >> 8));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.position() < HEADER_BYTES - 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').flip();
  }

  /**
   * The names of the NumPy files of one shard, relative to the output folder.
   *
   * @param number of the shard, with leading zeros
   */
  record Names(String number) {
    private static final Pattern IMAGES = Pattern.compile("images-(\\d{5,})\\.npy");

    /** Those of a shard by its number, from 0. */
    static Names of(long shard) {
      return new Names("%05d".formatted(shard));
    }

    /** Those that go with a file of images, if that is its name. */
    static Optional<Names> withImages(String fileName) {
      Matcher images = IMAGES.matcher(fileName);
      return images.matches() ? Optional.of(new Names(images.group(1))) : Optional.empty();
    }

    /** The pixels: unsigned bytes of shape (N, C, H, W). */
    String images() {
      return "images-" + number + ".npy";
    }

    /** The labels: 64-bit floats of shape (N, K). */
    String labels() {
      return "labels-" + number + ".npy";
    }

    List<String> both() {
      return List.of(images(), labels());
    }
  }
}
