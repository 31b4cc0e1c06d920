package io.cutmix.train;

import io.cutmix.image.ImageShape;
import io.cutmix.image.Planes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads samples side by side into one array, by all cores at once. All of a batch have one shape.
 */
final class BatchReader {
  /**
   * As many as a parallel stream has. Files are read by them alone: the interrupt of a caller, as
   * {@code AsyncDataSetIterator.reset()} sends one, would close channels in the middle of a batch.
   */
  private static final ForkJoinPool THREADS =
      new ForkJoinPool(ForkJoinPool.getCommonPoolParallelism() + 1);

  private final StoredSamples samples;
  private final boolean unsignedBytes;
  private final Queue<ByteBuffer> spare = new ConcurrentLinkedQueue<>();

  /** What is done for each number. */
  private interface Work {
    void accept(int number) throws IOException;
  }

  BatchReader(StoredSamples samples, boolean unsignedBytes) {
    this.samples = samples;
    this.unsignedBytes = unsignedBytes;
  }

  /**
   * Images {@code (N, C, H, W)} and labels {@code (N, K)}.
   *
   * @param number that of each sample
   * @throws IOException that of the first sample which can't be read
   * @throws IllegalArgumentException if the images have several shapes, or there are too many
   */
  DataSet read(int count, IntUnaryOperator number) throws IOException {
    ImageShape[] shapes = new ImageShape[1];
    forEach(1, i -> shapes[i] = samples.shape(number.applyAsInt(i)));
    ImageShape shape = shapes[0];
    ForkJoinTask<INDArray> memory = memory(count, shape.channels(), shape.height(), shape.width());
    ByteBuffer[] waiting = new ByteBuffer[count];
    int classes = samples.classes().size();
    if ((long) count * classes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d labels of %d numbers are too many for an array; use smaller batches"
              .formatted(count, classes));
    }
    float[] labels = new float[count * classes];
    forEach(
        count,
        i -> {
          ByteBuffer pixels = pixels(shape.bytes());
          samples.read(number.applyAsInt(i), shape, pixels);
          double[] label = samples.label(number.applyAsInt(i));
          for (int id = 0; id < classes; id++) {
            labels[i * classes + id] = (float) label[id];
          }
          if (memory.isDone()) {
            take(pixels, shape, i, memory.join()); // while they are in the processor's cache
          } else {
            waiting[i] = pixels;
          }
        });
    INDArray images = memory.join();
    IntStream.range(0, count)
        .parallel()
        .filter(i -> waiting[i] != null)
        .forEach(i -> take(waiting[i], shape, i, images));
    return new DataSet(images, Nd4j.createFromArray(labels).reshape(count, classes));
  }

  /**
   * Of the caller's workspace, if it has opened one. Otherwise new memory, made while images are
   * decoded, since ND4J fills it with zeros. A {@link java.util.concurrent.CompletableFuture} would
   * start a thread for each batch where the pool has a single one.
   */
  private ForkJoinTask<INDArray> memory(long... axes) {
    DataType type = unsignedBytes ? DataType.UINT8 : DataType.FLOAT;
    ForkJoinTask<INDArray> memory = ForkJoinTask.adapt(() -> Nd4j.createUninitialized(type, axes));
    if (Nd4j.getMemoryManager().getCurrentWorkspace() == null) {
      THREADS.execute(memory);
    } else {
      memory.invoke();
    }
    return memory;
  }

  /** Direct, so that native code decodes into it. */
  private ByteBuffer pixels(int bytes) {
    ByteBuffer known = spare.poll();
    return known != null && known.capacity() == bytes ? known : ByteBuffer.allocateDirect(bytes);
  }

  /**
   * One by one as a thread becomes free, so that all end at the same time. The caller only waits,
   * to the end even if it is interrupted, as it still is then.
   *
   * @throws IOException that of the first number for which the work throws one
   */
  private static void forEach(int count, Work work) throws IOException {
    Exception[] failures = new Exception[count];
    AtomicInteger next = new AtomicInteger();
    Runnable thread =
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            try {
              work.accept(i);
            } catch (IOException | RuntimeException e) {
              failures[i] = e;
            }
          }
        };
    Stream.generate(() -> THREADS.submit(thread))
        .limit(Math.min(count, THREADS.getParallelism()))
        .toList()
        .forEach(ForkJoinTask::join);
    throwFirst(failures);
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

  /** Puts pixels into their place, after which their memory is free. */
  private void take(ByteBuffer pixels, ImageShape shape, int place, INDArray images) {
    put(pixels, shape, place, images);
    spare.add(pixels);
  }

  /** Plane after plane. */
  private void put(ByteBuffer pixels, ImageShape shape, int place, INDArray images) {
    int bytes = shape.bytes() * images.dataType().width();
    ByteBuffer to =
        new BytePointer(images.data().pointer())
            .getPointer((long) place * bytes)
            .capacity(bytes)
            .asByteBuffer();
    int channels = samples.areInPlanes() ? 1 : shape.channels();
    if (unsignedBytes) {
      Planes.split(pixels, channels, to);
    } else {
      Planes.splitToFloats(pixels, channels, to);
    }
  }
}
