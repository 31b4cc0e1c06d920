package io.cutmix.mix;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Moves boxes of pixels between the images of one NCHW array, in its own memory and whatever its
 * strides. Pixels are copied as bytes, so every data type stays exact.
 *
 * <p>ND4J's assign on views does the same, but takes ten times as long.
 */
public final class ImageMixer {
  private static final int SAMPLE = 0;
  private static final int CHANNEL = 1;
  private static final int ROW = 2;
  private static final int COLUMN = 3;

  private final INDArray images;
  private final long[] strides;
  private final long[] shape;
  private final int elementSize;
  private final int sampleBytes;
  private final ByteBuffer[] samples;

  /**
   * Keeps the array, which must not be closed before the last use of this.
   *
   * @param images {@code (N, C, H, W)} of any data type and strides
   * @throws IllegalArgumentException if they are of another rank, or pixels share a place in memory
   */
  public ImageMixer(INDArray images) {
    if (images.rank() != 4) {
      throw new IllegalArgumentException(
          "images must be (N, C, H, W), but have the shape " + Arrays.toString(images.shape()));
    }
    this.images = images;
    this.strides = images.stride();
    this.shape = images.shape();
    this.elementSize = images.dataType().width();
    requireOwnMemory();
    this.sampleBytes = Math.toIntExact(extent() * elementSize);
    this.samples = new ByteBuffer[Math.toIntExact(shape[SAMPLE])];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = sample(i);
    }
  }

  /**
   * Gives an image the box of another one. Thread-safe as long as no other thread changes the two.
   *
   * @throws IllegalArgumentException if the box doesn't lie in the images
   */
  public void paste(int from, int to, Box box) {
    box.requireInside((int) shape[ROW], (int) shape[COLUMN]);
    try {
      copyBox(samples[from], samples[to], box);
    } finally {
      Reference.reachabilityFence(images);
    }
  }

  /** An array with the same values in memory of its own, in the same layout if that is dense. */
  static INDArray copyOf(INDArray images) {
    int[] outermostFirst = axesByStride(images);
    INDArray inMemoryOrder = images.permute(outermostFirst);
    if (!isDense(inMemoryOrder)) {
      return images.dup('c');
    }
    INDArray copy = Nd4j.createUninitialized(images.dataType(), inMemoryOrder.shape(), 'c');
    int elementSize = images.dataType().width();
    long bytes = images.length() * elementSize;
    try {
      Pointer.memcpy(bytes(copy, 0, bytes), bytes(images, 0, bytes), bytes);
    } finally {
      Reference.reachabilityFence(images);
    }
    return copy.permute(inverse(outermostFirst));
  }

  /**
   * Gives each of the first images the box of its partner, as the partner was before.
   *
   * @param recipe for all images or fewer
   * @throws IllegalArgumentException if it is for more, or a box doesn't lie in the images
   */
  public void mix(Recipe recipe) {
    if (recipe.size() > samples.length) {
      throw new IllegalArgumentException(
          "a recipe of %d images doesn't fit %d".formatted(recipe.size(), samples.length));
    }
    recipe.boxes().forEach(box -> box.requireInside((int) shape[ROW], (int) shape[COLUMN]));
    try {
      boolean[] done = new boolean[recipe.size()];
      for (int i = 0; i < done.length; i++) {
        if (!done[i] && recipe.partner(i) != i) {
          mixCycle(i, recipe, done);
        }
      }
    } finally {
      Reference.reachabilityFence(images);
    }
  }

  /**
   * Along a cycle of partners each image is read before it is written, except the first: of that
   * one, what the last will want is put aside.
   */
  private void mixCycle(int first, Recipe recipe, boolean[] done) {
    int last = first;
    while (recipe.partner(last) != first) {
      last = recipe.partner(last);
    }
    ByteBuffer aside = ByteBuffer.allocate(sampleBytes);
    copyBox(samples[first], aside, recipe.box(last));
    for (int i = first; i != last; i = recipe.partner(i)) {
      copyBox(samples[recipe.partner(i)], samples[i], recipe.box(i));
      done[i] = true;
    }
    copyBox(aside, samples[last], recipe.box(last));
    done[last] = true;
  }

  private void copyBox(ByteBuffer from, ByteBuffer to, Box box) {
    if (box.area() == 0) {
      return;
    }
    if (strides[CHANNEL] == 1 && strides[COLUMN] == shape[CHANNEL]) {
      copyRuns(from, to, box, 1, 1, (int) shape[CHANNEL] * box.width());
    } else if (strides[COLUMN] == 1) {
      copyRuns(from, to, box, (int) shape[CHANNEL], 1, box.width());
    } else {
      copyRuns(from, to, box, (int) shape[CHANNEL], box.width(), 1);
    }
  }

  /** Copies {@code channels · height · columns} runs of {@code elements} neighbours in memory. */
  private void copyRuns(
      ByteBuffer from, ByteBuffer to, Box box, int channels, int columns, int elements) {
    int length = elements * elementSize;
    for (int channel = 0; channel < channels; channel++) {
      for (int y = box.y1(); y < box.y2(); y++) {
        for (int x = 0; x < columns; x++) {
          int at = offset(channel, y, box.x1() + x);
          to.put(at, from, at, length);
        }
      }
    }
  }

  private int offset(int channel, int y, int x) {
    return (int)
        ((channel * strides[CHANNEL] + y * strides[ROW] + x * strides[COLUMN]) * elementSize);
  }

  /** Index 0 of the buffer is the sample's first element. */
  private ByteBuffer sample(int index) {
    return bytes(images, index * strides[SAMPLE], sampleBytes).asByteBuffer();
  }

  /**
   * The memory from an element of the array on; the array must be kept reachable meanwhile. Never
   * to be closed: that would free memory that JavaCPP allocated and the array only borrows.
   */
  private static BytePointer bytes(INDArray array, long element, long length) {
    long start = (array.offset() + element) * array.dataType().width();
    return new BytePointer(array.data().pointer()).getPointer(start).capacity(length);
  }

  private long extent() {
    long last = 0;
    for (int axis = CHANNEL; axis <= COLUMN; axis++) {
      last += (shape[axis] - 1) * strides[axis];
    }
    return last + 1;
  }

  /** Each axis must step over all that the axes inside it cover, as in every array and view. */
  private void requireOwnMemory() {
    int[] axes = axesByStride(images);
    long covered = 1;
    for (int i = axes.length - 1; i >= 0; i--) {
      int axis = axes[i];
      if (shape[axis] > 1 && strides[axis] < covered) {
        throw new IllegalArgumentException(
            "images must not share memory between pixels to be mixed in place, but have strides "
                + Arrays.toString(strides));
      }
      covered += (shape[axis] - 1) * strides[axis];
    }
  }

  private static int[] axesByStride(INDArray images) {
    return IntStream.range(0, images.rank())
        .boxed()
        .sorted(Comparator.comparingLong((Integer axis) -> images.stride(axis)).reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static boolean isDense(INDArray array) {
    long expected = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) > 1 && array.stride(axis) != expected) {
        return false;
      }
      expected *= array.size(axis);
    }
    return true;
  }

  private static int[] inverse(int[] permutation) {
    int[] inverse = new int[permutation.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[permutation[i]] = i;
    }
    return inverse;
  }
}
