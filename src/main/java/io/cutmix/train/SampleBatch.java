package io.cutmix.train;

import io.cutmix.image.ImageShape;
import java.lang.ref.Reference;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Samples side by side in one array, all of one shape. */
record SampleBatch(List<StoredSamples.Sample> samples, ImageShape shape) {
  private static final float WHITE = 255;

  /**
   * Puts samples together.
   *
   * @throws IllegalArgumentException if their images have several shapes
   */
  static SampleBatch of(List<StoredSamples.Sample> samples) {
    ImageShape shape = samples.get(0).shape();
    for (StoredSamples.Sample sample : samples) {
      if (!sample.shape().equals(shape)) {
        throw new IllegalArgumentException(
            "images of %d x %d and of %d x %d don't fit into one batch; augment them with a --size, or take a batch size of 1"
                .formatted(
                    shape.width(),
                    shape.height(),
                    sample.shape().width(),
                    sample.shape().height()));
      }
    }
    return new SampleBatch(samples, shape);
  }

  /** Images {@code (N, C, H, W)} and labels {@code (N, K)}. */
  DataSet dataSet(boolean unsignedBytes) {
    return new DataSet(unsignedBytes ? bytes() : floats(), labels());
  }

  private INDArray bytes() {
    INDArray images = Nd4j.createUninitialized(DataType.UINT8, axes());
    try {
      BytePointer memory = new BytePointer(images.data().pointer()).capacity(images.length());
      int at = 0;
      for (StoredSamples.Sample sample : samples) {
        memory.position(at).put(sample.planes(), 0, shape.bytes());
        at += shape.bytes();
      }
    } finally {
      Reference.reachabilityFence(images);
    }
    return images;
  }

  private INDArray floats() {
    float[] values = new float[Math.multiplyExact(samples.size(), shape.bytes())];
    int at = 0;
    for (StoredSamples.Sample sample : samples) {
      for (byte pixel : sample.planes()) {
        values[at++] = (pixel & 0xff) / WHITE;
      }
    }
    return Nd4j.create(values, axes(), 'c');
  }

  private INDArray labels() {
    int classes = samples.get(0).label().length;
    float[] values = new float[samples.size() * classes];
    int at = 0;
    for (StoredSamples.Sample sample : samples) {
      for (double number : sample.label()) {
        values[at++] = (float) number;
      }
    }
    return Nd4j.create(values, new long[] {samples.size(), classes}, 'c');
  }

  private long[] axes() {
    return new long[] {samples.size(), shape.channels(), shape.height(), shape.width()};
  }
}
