package io.cutmix.mix;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mixes batches in four threads, dropping each array as early as it can, while the collector runs
 * all the time; prints a checksum of all results. {@link SmallHeapTest} starts it.
 */
final class SmallHeapMain {
  static final int BATCHES = 20;
  static final int SAMPLES = 24;
  static final int CHANNELS = 3;
  static final int SIDE = 512;
  static final int SAMPLE_BYTES = CHANNELS * SIDE * SIDE;

  private static final int THREADS = 4;
  private static final CutMix CUT_MIX = CutMix.builder(1).boxScope(BoxScope.SAMPLE).build();

  private SmallHeapMain() {}

  public static void main(String[] args) throws Exception {
    Thread collector = new Thread(SmallHeapMain::collectAllTheTime);
    collector.setDaemon(true);
    collector.start();
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

  private static void collectAllTheTime() {
    while (true) {
      System.gc();
      LockSupport.parkNanos(1_000_000);
    }
  }

  static Recipe recipe(int batch) {
    return CUT_MIX.draw(RandomStream.forBatch(0, 0, batch), SAMPLES, SIDE, SIDE);
  }

  static boolean isChannelsLast(int batch) {
    return batch % 2 == 1;
  }

  /** The memory of one image: random bytes. */
  static byte[] memory(int batch, int sample) {
    byte[] memory = new byte[SAMPLE_BYTES];
    new SplittableRandom(batch * SAMPLES + sample).nextBytes(memory);
    return memory;
  }

  static long checksum(int batch, int sample, byte[] memory) {
    CRC32 crc = new CRC32();
    crc.update(memory);
    return crc.getValue() * (batch * SAMPLES + sample + 1);
  }

  private static long checksum(int batch) {
    Recipe recipe = recipe(batch);
    CutMix.mixImagesInPlace(images(batch), recipe);
    INDArray ids = Nd4j.create(DataType.INT32, SAMPLES);
    INDArray mixed = CUT_MIX.mix(images(batch), ids, recipe).images();
    long sum = 0;
    try {
      byte[] bytes = new byte[SAMPLE_BYTES];
      BytePointer memory = new BytePointer(mixed.data().pointer());
      for (int sample = 0; sample < SAMPLES; sample++) {
        memory.position((long) sample * SAMPLE_BYTES).get(bytes);
        sum += checksum(batch, sample, bytes);
      }
    } finally {
      Reference.reachabilityFence(mixed);
    }
    return sum;
  }

  private static INDArray images(int batch) {
    boolean last = isChannelsLast(batch);
    INDArray images =
        last
            ? Nd4j.createUninitialized(DataType.UINT8, SAMPLES, SIDE, SIDE, CHANNELS)
            : Nd4j.createUninitialized(DataType.UINT8, SAMPLES, CHANNELS, SIDE, SIDE);
    try {
      BytePointer memory = new BytePointer(images.data().pointer());
      for (int sample = 0; sample < SAMPLES; sample++) {
        memory.position((long) sample * SAMPLE_BYTES).put(memory(batch, sample));
      }
    } finally {
      Reference.reachabilityFence(images);
    }
    return last ? images.permute(0, 3, 1, 2) : images;
  }
}
