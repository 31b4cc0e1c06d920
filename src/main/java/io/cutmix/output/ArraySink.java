package io.cutmix.output;

import io.cutmix.image.ImageShape;
import io.cutmix.storage.Stamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SortedMap;

/** Writes the images of a unit as the rows of one NumPy array, and their labels as another. */
final class ArraySink implements Sink.Unit {
  private final PendingShards pending;
  private final String fileName;
  private final NpyFile images;
  private final NpyFile labels;

  /**
   * @param pending the files of this unit
   * @param shape of every image
   * @param classes numbers of every label
   */
  ArraySink(PendingShards pending, long unit, ImageShape shape, int classes) throws IOException {
    NpyFile.Names names = NpyFile.Names.of(unit);
    List<Integer> row = List.of(shape.channels(), shape.height(), shape.width());
    this.pending = pending;
    this.fileName = names.images();
    this.images = NpyFile.ofBytes(pending.add(names.images()), row);
    this.labels = NpyFile.ofDoubles(pending.add(names.labels()), List.of(classes));
  }

  /** One channel after another, each row by row. */
  @Override
  public byte[] write(String name, MixedImage image) {
    byte[] from = new byte[image.shape().bytes()];
    image.pixels().get(from);
    byte[] to = new byte[from.length];
    int channels = image.shape().channels();
    int plane = from.length / channels;
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < plane; i++) {
        to[c * plane + i] = from[i * channels + c];
      }
    }
    return to;
  }

  @Override
  public LabelRow add(LabelRow row, byte[] pixels) throws IOException {
    images.add(ByteBuffer.wrap(pixels));
    double[] label = row.softLabel();
    ByteBuffer numbers = ByteBuffer.allocate(label.length * Double.BYTES);
    numbers.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(label);
    labels.add(numbers);
    return row.withFileName(fileName);
  }

  @Override
  public SortedMap<String, Stamp> publish() throws IOException {
    images.close();
    labels.close();
    return pending.publish();
  }

  @Override
  public void close() throws IOException {
    try (pending;
        labels;
        images) {
      // All are closed, whatever becomes of the others.
    }
  }
}
