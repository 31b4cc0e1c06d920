package io.cutmix.work;

import io.cutmix.image.ImageShape;
import io.cutmix.image.NativeMemory;
import io.cutmix.job.ProblemException;
import io.cutmix.mix.ImageMixer;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
   * images is a tenth of the work. Holds as many as were ever in use at once. Thread-safe.
   */
  static final class Pool implements AutoCloseable {
    private final Queue<BatchTensor> free = new ConcurrentLinkedQueue<>();

    /**
     * A tensor for at least that many images of that shape, with whatever was in it before.
     *
     * @throws ProblemException if there isn't so much memory
     */
    BatchTensor take(int images, ImageShape shape) throws ProblemException {
      BatchTensor tensor = free.poll();
      if (tensor != null && tensor.fits(images, shape)) {
        return tensor;
      }
      if (tensor != null) {
        tensor.close();
      }
      Memory.require(images, shape);
      return new BatchTensor(images, shape);
    }

    void giveBack(BatchTensor tensor) {
      free.add(tensor);
    }

    @Override
    public void close() {
      for (BatchTensor tensor = free.poll(); tensor != null; tensor = free.poll()) {
        tensor.close();
      }
    }
  }
}
