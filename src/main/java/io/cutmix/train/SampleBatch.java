package io.cutmix.train;

import io.cutmix.image.ImageShape;
import io.cutmix.train.StoredSamples.Sample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads samples side by side into one array, by all cores at once. All of a batch have one shape.
 */
record SampleBatch(StoredSamples samples, boolean unsignedBytes) {
  private static final byte[] NONE = {};
  private static final float[] SHARES = new float[256];

  static {
    for (int value = 0; value < SHARES.length; value++) {
      SHARES[value] = (float) value / (SHARES.length - 1);
    }
  }

  /**
   * Images {@code (N, C, H, W)} and labels {@code (N, K)}.
   *
   * @param number that of each sample
   * @throws IOException that of the first sample which can't be read
   * @throws IllegalArgumentException if the images have several shapes
   */
  DataSet read(int count, IntUnaryOperator number) throws IOException {
    Sample[] read = new Sample[count];
    read[0] = samples.read(number.applyAsInt(0));
    ImageShape shape = read[0].shape();
    long[] axes = {count, shape.channels(), shape.height(), shape.width()};
    DataType type = unsignedBytes ? DataType.UINT8 : DataType.FLOAT;
    CompletableFuture<INDArray> memory = memory(type, axes);
    Exception[] failures = new Exception[count];
    IntStream.range(1, count)
        .parallel()
        .forEach(
            i -> {
              try {
                read[i] = samples.read(number.applyAsInt(i));
                requireShape(read[i].shape(), shape);
                read[i] = putIfReady(read[i], i, memory);
              } catch (IOException | RuntimeException e) {
                failures[i] = e;
              }
            });
    INDArray images = memory.join();
    throwFirst(failures);
    IntStream.range(0, count).parallel().forEach(i -> put(read[i], i, images));
    return new DataSet(images, labels(read));
  }

  /**
   * Of the caller's workspace, if it has opened one. Otherwise new memory, made while images are
   * decoded, since ND4J fills it with zeros.
   */
  private static CompletableFuture<INDArray> memory(DataType type, long[] axes) {
    return Nd4j.getMemoryManager().getCurrentWorkspace() == null
        ? CompletableFuture.supplyAsync(() -> Nd4j.createUninitialized(type, axes))
        : CompletableFuture.completedFuture(Nd4j.createUninitialized(type, axes));
  }

  /** While it is in the processor's cache. */
  private Sample putIfReady(Sample sample, int place, CompletableFuture<INDArray> memory) {
    if (!memory.isDone()) {
      return sample;
    }
    put(sample, place, memory.join());
    return new Sample(sample.shape(), NONE, sample.areInPlanes(), sample.label());
  }

  private static void throwFirst(Exception[] failures) throws IOException {
    Exception first = Arrays.stream(failures).filter(Objects::nonNull).findFirst().orElse(null);
    if (first instanceof IOException e) {
      throw e;
    }
    if (first instanceof RuntimeException e) {
      throw e;
    }
  }

  private static void requireShape(ImageShape shape, ImageShape first) {
    if (!shape.equals(first)) {
      throw new IllegalArgumentException(
          "images of %d x %d and of %d x %d don't fit into one batch; augment them with a --size, or take a batch size of 1"
              .formatted(first.width(), first.height(), shape.width(), shape.height()));
    }
  }

  /** Plane after plane, each while it is in the processor's cache. */
  private void put(Sample sample, int place, INDArray images) {
    if (sample.pixels().length == 0) {
      return; // it is there
    }
    ImageShape shape = sample.shape();
    int plane = shape.height() * shape.width();
    int step = sample.areInPlanes() ? 1 : shape.channels();
    ByteBuffer to = memory(images, place, shape.bytes());
    byte[] bytes = new byte[unsignedBytes ? plane : 0];
    float[] floats = new float[unsignedBytes ? 0 : plane];
    for (int channel = 0; channel < shape.channels(); channel++) {
      int from = sample.areInPlanes() ? channel * plane : channel;
      if (unsignedBytes) {
        for (int i = 0; i < plane; i++, from += step) {
          bytes[i] = sample.pixels()[from];
        }
        to.put(bytes);
      } else {
        for (int i = 0; i < plane; i++, from += step) {
          floats[i] = SHARES[sample.pixels()[from] & 0xff];
        }
        to.asFloatBuffer().put(floats);
        to.position(to.position() + plane * Float.BYTES);
      }
    }
  }

  private static ByteBuffer memory(INDArray images, int place, int values) {
    int bytes = values * images.dataType().width();
    long start = (long) place * bytes;
    return new BytePointer(images.data().pointer())
        .position(start)
        .limit(start + bytes)
        .asByteBuffer()
        .order(ByteOrder.nativeOrder());
  }

  private static INDArray labels(Sample[] samples) {
    int classes = samples[0].label().length;
    float[] labels = new float[Math.multiplyExact(samples.length, classes)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (float) samples[i / classes].label()[i % classes];
    }
    return Nd4j.create(labels, new long[] {samples.length, classes}, 'c');
  }
}
