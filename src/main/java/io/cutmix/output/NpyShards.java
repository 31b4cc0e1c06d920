package io.cutmix.output;

import io.cutmix.image.ImageShape;
import io.cutmix.image.Planes;
import io.cutmix.output.Sink.MixedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * NumPy arrays: unsigned bytes of shape (N, C, H, W) for the images of a unit, and 64-bit floats of
 * shape (N, K) for their labels. The format is NumPy's NEP 1, version 1.0, with a header of 128
 * bytes, so that {@code numpy.load} can map it.
 *
 * @param shape of every image
 * @param classes numbers of every label
 */
record NpyShards(ImageShape shape, int classes) implements ShardSink.Format {
  private static final int HEADER_BYTES = 128;
  private static final int BEFORE_TEXT = 10;

  /** One channel after another, each row by row. */
  @Override
  public byte[] encode(MixedImage image) {
    byte[] planes = new byte[image.shape().bytes()];
    Planes.split(image.pixels(), image.shape().channels(), ByteBuffer.wrap(planes));
    return planes;
  }

  @Override
  public byte[][] sample(LabelRow row, byte[] image) {
    double[] label = row.softLabel();
    ByteBuffer numbers = ByteBuffer.allocate(label.length * Double.BYTES);
    numbers.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(label);
    return new byte[][] {image, numbers.array()};
  }

  @Override
  public List<String> files(long unit, int part) {
    return List.of("images-%05d.npy".formatted(unit), "labels-%05d.npy".formatted(unit));
  }

  @Override
  public String nameOf(String shard, String image) {
    return shard;
  }

  @Override
  public ShardSink.Shard open(List<Path> files, long unit) throws IOException {
    FileChannel images = empty(files.get(0));
    FileChannel labels = empty(files.get(1));
    return new ShardSink.Shard() {
      private long rows;

      @Override
      public void add(String image, byte[]... sample) throws IOException {
        write(images, sample[0]);
        write(labels, sample[1]);
        rows++;
      }

      @Override
      public Optional<String> end(String file) throws IOException {
        String row = "%d, %d, %d".formatted(shape.channels(), shape.height(), shape.width());
        write(images.position(0), header("|u1", rows, row));
        write(labels.position(0), header("<f8", rows, Integer.toString(classes)));
        return Optional.empty();
      }

      @Override
      public void close() throws IOException {
        try (images) {
          labels.close();
        }
      }
    };
  }

  /** With room for the header, which says how many rows there are. */
  private static FileChannel empty(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
        .truncate(0)
        .position(HEADER_BYTES);
  }

  private static void write(FileChannel file, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      file.write(left);
    }
  }

  private static byte[] header(String type, long rows, String row) {
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %s), }".formatted(type, rows, row);
    int length = HEADER_BYTES - BEFORE_TEXT;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).put((byte) length).put((byte) (length >> 8));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.position() < HEADER_BYTES - 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }
}
