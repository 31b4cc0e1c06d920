package io.cutmix.mix;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Where the pixels of an {@code (N, C, H, W)} array lie in memory. */
enum Layout {
  NCHW {
    @Override
    Memory of(DataType type, long n, long c, long h, long w) {
      INDArray whole = Nd4j.create(type, new long[] {n, c, h, w}, 'c');
      return new Memory(whole, whole);
    }
  },
  FORTRAN_ORDER {
    @Override
    Memory of(DataType type, long n, long c, long h, long w) {
      INDArray whole = Nd4j.create(type, new long[] {n, c, h, w}, 'f');
      return new Memory(whole, whole);
    }
  },
  CHANNELS_LAST {
    @Override
    Memory of(DataType type, long n, long c, long h, long w) {
      INDArray whole = Nd4j.create(type, new long[] {n, h, w, c}, 'c');
      return new Memory(whole, whole.permute(0, 3, 1, 2));
    }
  },
  COLUMNS_BEFORE_ROWS {
    @Override
    Memory of(DataType type, long n, long c, long h, long w) {
      INDArray whole = Nd4j.create(type, new long[] {n, c, w, h}, 'c');
      return new Memory(whole, whole.permute(0, 1, 3, 2));
    }
  },
  BATCH_INNERMOST {
    @Override
    Memory of(DataType type, long n, long c, long h, long w) {
      INDArray whole = Nd4j.create(type, new long[] {c, h, w, n}, 'c');
      return new Memory(whole, whole.permute(3, 0, 1, 2));
    }
  },
  INSIDE_A_LARGER_ARRAY {
    @Override
    Memory of(DataType type, long n, long c, long h, long w) {
      INDArray whole = Nd4j.create(type, new long[] {n + 2, c + 1, h + 3, w + 2}, 'c');
      return new Memory(whole, whole.get(part(1, n), part(1, c), part(2, h), part(1, w)));
    }
  },
  INSIDE_LARGER_CHANNELS_LAST {
    @Override
    Memory of(DataType type, long n, long c, long h, long w) {
      INDArray whole = Nd4j.create(type, new long[] {n + 1, h + 2, w + 3, c + 1}, 'c');
      INDArray inside = whole.get(part(1, n), part(1, h), part(2, w), part(1, c));
      return new Memory(whole, inside.permute(0, 3, 1, 2));
    }
  },
  CROPPED_CHANNELS_LAST {
    @Override
    Memory of(DataType type, long n, long c, long h, long w) {
      INDArray whole = Nd4j.create(type, new long[] {n, h + 2, w + 3, c}, 'c');
      INDArray inside = whole.get(part(0, n), part(1, h), part(2, w), part(0, c));
      return new Memory(whole, inside.permute(0, 3, 1, 2));
    }
  },
  EVERY_SECOND {
    @Override
    Memory of(DataType type, long n, long c, long h, long w) {
      INDArray whole = Nd4j.create(type, new long[] {2 * n, c, 2 * h, 2 * w}, 'c');
      return new Memory(whole, whole.get(second(n), part(0, c), second(h), second(w)));
    }
  };

  /**
   * An array and the memory it is a part of.
   *
   * @param whole all of the memory
   * @param images the array
   */
  record Memory(INDArray whole, INDArray images) {
    /** Random numbers that every data type holds exactly, around the array too. */
    Memory fill(SplittableRandom random) {
      fill(whole, random);
      return this;
    }

    private static void fill(INDArray array, SplittableRandom random) {
      for (long i = 0; i < array.length(); i++) {
        array.putScalar(i, random.nextInt(100));
      }
    }

    byte[] bytes() {
      return Layout.bytes(whole);
    }
  }

  /** Memory for images of that size. */
  abstract Memory of(DataType type, long n, long c, long h, long w);

  /** As {@link #of}, checked to be what it says and filled. */
  Memory random(DataType type, int[] shape, SplittableRandom random) {
    Memory memory = of(type, shape[0], shape[1], shape[2], shape[3]);
    long[] expected = Arrays.stream(shape).asLongStream().toArray();
    if (!Arrays.equals(memory.images().shape(), expected)) {
      throw new IllegalStateException("ND4J made " + Arrays.toString(memory.images().shape()));
    }
    return memory.fill(random);
  }

  /** All bytes of an array that is not a view. */
  static byte[] bytes(INDArray whole) {
    byte[] bytes = new byte[Math.toIntExact(whole.length() * whole.dataType().width())];
    try {
      new BytePointer(whole.data().pointer()).capacity(bytes.length).get(bytes);
      return bytes;
    } finally {
      Reference.reachabilityFence(whole);
    }
  }

  private static INDArrayIndex part(long from, long size) {
    return NDArrayIndex.interval(from, from + size);
  }

  private static INDArrayIndex second(long size) {
    return NDArrayIndex.interval(0, 2, 2 * size);
  }
}
