package io.cutmix.pipeline;

import io.cutmix.image.ImageShape;
import java.nio.ByteBuffer;
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

  BatchTensor(int images, ImageShape shape) {
    DataType type = shape.depth() == 8 ? DataType.UINT8 : DataType.UINT16;
    this.channelsLast =
        Nd4j.createUninitialized(type, images, shape.height(), shape.width(), shape.channels());
    this.shape = shape;
  }

  /** Whether it is for that many images of that shape. */
  boolean fits(int images, ImageShape wanted) {
    return channelsLast.size(0) == images && shape.equals(wanted);
  }

  /** {@code (N, C, H, W)}, strides of the decoder. */
  INDArray images() {
    return channelsLast.permute(0, 3, 1, 2);
  }

  /** One image, row by row, channels last. */
  ByteBuffer pixels(int image) {
    long start = (long) image * shape.bytes();
    return new BytePointer(channelsLast.data().pointer())
        .getPointer(start)
        .capacity(shape.bytes())
        .asByteBuffer();
  }

  @Override
  public void close() {
    channelsLast.close();
  }
}
