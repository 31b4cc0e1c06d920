package io.cutmix.work;

import io.cutmix.image.ImageShape;
import io.cutmix.image.NativeMemory;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.ImageMixer;
import io.cutmix.storage.Waiting;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongPredicate;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The pixels of one batch: an NCHW array of unsigned bytes, or of unsigned 16-bit numbers, over
 * channels-last memory, so that a codec reads and writes each image in place. Owns its memory;
 * buffers and views die with it. Different images may be used by different threads.
 */
final class BatchTensor implements AutoCloseable {
  private final INDArray channelsLast;
  private final ImageShape shape;
  private final ImageMixer mixer;
  private final ByteBuffer[] pixels;

  BatchTensor(int images, ImageShape shape) {
    DataType type = shape.depth() == 8 ? DataType.UINT8 : DataType.UINT16;
    this.channelsLast =
        Nd4j.createUninitialized(type, images, shape.height(), shape.width(), shape.channels());
    this.shape = shape;
    this.mixer = new ImageMixer(channelsLast.permute(0, 3, 1, 2));
    this.pixels = new ByteBuffer[images];
    NativeMemory.taken(bytes());
    BytePointer memory = new BytePointer(channelsLast.data().pointer());
    for (int i = 0; i < images; i++) {
      long start = (long) i * shape.bytes();
      pixels[i] = memory.getPointer(start).capacity(shape.bytes()).asByteBuffer();
    }
  }

  private long bytes() {
    return (long) pixels.length * shape.bytes();
  }

  /** Whether it has room for that many images of that shape. */
  boolean fits(int images, ImageShape wanted) {
    return pixels.length >= images && shape.equals(wanted);
  }

  /** Moves boxes of pixels between the images. */
  ImageMixer mixer() {
    return mixer;
  }

  /** One image, row by row, channels last. */
  ByteBuffer pixels(int image) {
    return pixels[image].duplicate().order(pixels[image].order());
  }

  @Override
  public void close() {
    channelsLast.close();
    NativeMemory.freed(bytes());
  }

  /**
   * Tensors that are used again: fresh memory costs a page fault for every 4 KiB, which for small
   * images is a tenth of the work. Holds as many as were ever in use at once, but of large ones no
   * more than memory has room for. Thread-safe.
   */
  static final class Pool implements AutoCloseable {
    private final LongPredicate hasRoom;
    private final Queue<BatchTensor> free = new ArrayDeque<>();
    private long held;

    /**
     * An empty one.
     *
     * @param hasRoom whether that many bytes in all may be held; a single tensor always may
     */
    Pool(LongPredicate hasRoom) {
      this.hasRoom = hasRoom;
    }

    /**
     * A tensor for at least that many images of that shape, with whatever was in it before. Waits
     * for others to be given back where there is no room for one more.
     *
     * @throws ProblemException if there isn't so much memory
     */
    BatchTensor take(int images, ImageShape shape) throws IOException {
      Optional<BatchTensor> used = again(images, shape);
      if (used.isPresent()) {
        return used.get();
      }
      Memory.require(images, shape);
      long bytes = images * (long) shape.bytes();
      if (!reserve(bytes)) {
        Waiting.whileOthersWork(() -> awaitRoom(bytes));
      }
      return make(images, shape, bytes);
    }

    private synchronized Optional<BatchTensor> again(int images, ImageShape shape) {
      Optional<BatchTensor> tensor = Optional.ofNullable(free.poll());
      if (tensor.isPresent() && !tensor.get().fits(images, shape)) {
        drop(tensor.get());
        return Optional.empty();
      }
      return tensor;
    }

    private void drop(BatchTensor tensor) {
      tensor.close();
      release(tensor.bytes());
    }

    private synchronized void release(long bytes) {
      held -= bytes;
      notifyAll();
    }

    private synchronized boolean reserve(long bytes) {
      boolean fits = held == 0 || hasRoom.test(held + bytes);
      if (fits) {
        held += bytes;
      }
      return fits;
    }

    private synchronized long awaitRoom(long bytes) throws InterruptedIOException {
      while (!reserve(bytes)) {
        BatchTensor unused = free.poll();
        if (unused != null) {
          drop(unused);
          continue;
        }
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException();
        }
      }
      return bytes;
    }

    private BatchTensor make(int images, ImageShape shape, long bytes) {
      boolean isMade = false;
      try {
        BatchTensor tensor = new BatchTensor(images, shape);
        isMade = true;
        return tensor;
      } finally {
        if (!isMade) {
          release(bytes);
        }
      }
    }

    synchronized void giveBack(BatchTensor tensor) {
      free.add(tensor);
      notifyAll();
    }

    @Override
    public synchronized void close() {
      free.forEach(BatchTensor::close);
      free.clear();
    }
  }
}
