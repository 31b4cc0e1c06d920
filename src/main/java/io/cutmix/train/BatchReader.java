package io.cutmix.train;

import io.cutmix.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
  /** The bits of each byte's float, and the same as the second of two in memory. */
  private static final long[] LEFT =
      IntStream.range(0, 256).mapToLong(value -> Float.floatToIntBits(value / 255f)).toArray();

  private static final long[] RIGHT =
      LongStream.of(LEFT).map(bits -> bits << Integer.SIZE).toArray();

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
   * @throws IllegalArgumentException if the images have several shapes
   */
  DataSet read(int count, IntUnaryOperator number) throws IOException {
    ImageShape[] shapes = new ImageShape[1];
    forEach(1, i -> shapes[i] = samples.shape(number.applyAsInt(i)));
    ImageShape shape = shapes[0];
    ForkJoinTask<INDArray> memory = memory(count, shape.channels(), shape.height(), shape.width());
    ByteBuffer[] waiting = new ByteBuffer[count];
    int classes = samples.classes().size();
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
    return known != null && known.capacity() == bytes
        ? known
        : ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
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
    int width = images.dataType().width();
    int bytes = shape.bytes();
    long start = (long) place * bytes * width;
    ByteBuffer to =
        new BytePointer(images.data().pointer())
            .getPointer(start)
            .capacity((long) bytes * width)
            .asByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN);
    boolean areInPlanes = samples.areInPlanes();
    if (unsignedBytes && areInPlanes) {
      to.put(0, pixels, 0, bytes);
      return;
    }
    int plane = shape.height() * shape.width();
    boolean isRgb = !areInPlanes && shape.channels() == 3;
    int done = !isRgb ? 0 : unsignedBytes ? putBytes(pixels, to) : putFloats(pixels, to);
    int step = areInPlanes ? 1 : shape.channels();
    for (int channel = 0; channel < shape.channels(); channel++) {
      int from = (areInPlanes ? channel * plane : channel) + done * step;
      for (int i = channel * plane + done; i < (channel + 1) * plane; i++, from += step) {
        if (unsignedBytes) {
          to.put(i, pixels.get(from));
        } else {
          to.putInt(i * Float.BYTES, (int) LEFT[pixels.get(from) & 0xff]);
        }
      }
    }
  }

  /** Writes pairs of pixels, which takes a third of the time; how many pixels are done then. */
  private static int putFloats(ByteBuffer rgb, ByteBuffer to) {
    int plane = rgb.capacity() / 3 * Float.BYTES;
    int pairs = rgb.capacity() / 6;
    for (int i = 0, from = 0; i < pairs; i++, from += 6) {
      int at = i * Long.BYTES;
      to.putLong(at, LEFT[rgb.get(from) & 0xff] | RIGHT[rgb.get(from + 3) & 0xff]);
      to.putLong(plane + at, LEFT[rgb.get(from + 1) & 0xff] | RIGHT[rgb.get(from + 4) & 0xff]);
      to.putLong(2 * plane + at, LEFT[rgb.get(from + 2) & 0xff] | RIGHT[rgb.get(from + 5) & 0xff]);
    }
    return 2 * pairs;
  }

  /** The same by four pixels, which are three numbers: fewer calls, or Java may not inline them. */
  private static int putBytes(ByteBuffer rgb, ByteBuffer to) {
    int plane = rgb.capacity() / 3;
    int done = plane / 4 * 4;
    for (int i = 0; i < done; i += 4) {
      int first = rgb.getInt(3 * i); // red, green, blue, red
      int second = rgb.getInt(3 * i + 4); // green, blue, red, green
      int third = rgb.getInt(3 * i + 8); // blue, red, green, blue
      to.putInt(i, four(first, first >>> 24, second >>> 16, third >>> 8));
      to.putInt(plane + i, four(first >>> 8, second, second >>> 24, third >>> 16));
      to.putInt(2 * plane + i, four(first >>> 16, second >>> 8, third, third >>> 24));
    }
    return done;
  }

  /** The lowest byte of each. */
  private static int four(int first, int second, int third, int fourth) {
    return (first & 0xff) | (second & 0xff) << 8 | (third & 0xff) << 16 | fourth << 24;
  }
}
