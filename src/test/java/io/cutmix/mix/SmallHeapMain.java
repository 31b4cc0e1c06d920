package io.cutmix.mix;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mixes batches in four threads, dropping each array as early as it can, while garbage makes the
 * collector run all the time; prints a checksum of all results. {@link SmallHeapTest} starts it.
 */
final class SmallHeapMain {
  static final int BATCHES = 240;
  static final int SAMPLES = 12;
  static final int CHANNELS = 3;
  static final int SIDE = 200;
  static final int BYTES = SAMPLES * CHANNELS * SIDE * SIDE;

  private static final int THREADS = 4;
  private static final CutMix CUT_MIX = CutMix.builder(1).boxScope(BoxScope.SAMPLE).build();

  private SmallHeapMain() {}

  public static void main(String[] args) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<Long>> checksums = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      int number = batch;
      checksums.add(threads.submit(() -> checksum(number)));
    }
    long sum = 0;
    for (Future<Long> checksum : checksums) {
      sum += checksum.get();
    }
    threads.shutdown();
    System.out.println(sum);
  }

  static Recipe recipe(int batch) {
    return CUT_MIX.draw(RandomStream.forBatch(0, 0, batch), SAMPLES, SIDE, SIDE);
  }

  static boolean isChannelsLast(int batch) {
    return batch % 2 == 1;
  }

  /** The memory of a batch: random bytes. */
  static byte[] memory(int batch) {
    byte[] memory = new byte[BYTES];
    new SplittableRandom(batch).nextBytes(memory);
    return memory;
  }

  static long checksum(int batch, byte[] memory) {
    CRC32 crc = new CRC32();
    crc.update(memory);
    return crc.getValue() * (batch + 1);
  }

  private static long checksum(int batch) {
    Recipe recipe = recipe(batch);
    CutMix.mixImagesInPlace(images(batch), recipe);
    int garbage = new byte[1 << 20].length;
    MixedBatch mixed = CUT_MIX.mix(images(batch), Nd4j.create(DataType.INT32, SAMPLES), recipe);
    return checksum(batch, Layout.bytes(mixed.images())) + garbage - (1 << 20);
  }

  private static INDArray images(int batch) {
    boolean last = isChannelsLast(batch);
    INDArray images =
        last
            ? Nd4j.createUninitialized(DataType.UINT8, SAMPLES, SIDE, SIDE, CHANNELS)
            : Nd4j.createUninitialized(DataType.UINT8, SAMPLES, CHANNELS, SIDE, SIDE);
    try {
      new BytePointer(images.data().pointer()).put(memory(batch));
    } finally {
      Reference.reachabilityFence(images);
    }
    return last ? images.permute(0, 3, 1, 2) : images;
  }
}
