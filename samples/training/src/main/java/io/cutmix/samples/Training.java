package io.cutmix.samples;

import io.cutmix.mix.CutMix;
import io.cutmix.mix.CutMixPreProcessor;
import io.cutmix.train.MixedFolderIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Trains a network on plain pictures, on pictures mixed on the fly, and on pictures mixed before. */
final class Training {
  private static final int CLASSES = 10;
  private static final int BATCH = 64;

  private final Path folders;
  private final int images;
  private final int epochs;
  private final long seed;

  private Training(Path folders, int images, int epochs, long seed) {
    this.folders = folders;
    this.images = images;
    this.epochs = epochs;
    this.seed = seed;
  }

  /**
   * {@code Training FOLDERS IMAGES EPOCHS SEED}: in FOLDERS stand the outputs of cutmix {@code
   * plain} and {@code test}, and {@code offline-SEED} with a copy for each epoch. Prints an {@link
   * Outcome} a line.
   */
  public static void main(String[] args) throws IOException {
    Training training =
        new Training(
            Path.of(args[0]),
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            Long.parseLong(args[3]));
    for (Way way : Way.values()) {
      System.out.println(training.run(way));
    }
  }

  private Outcome run(Way way) throws IOException {
    DataSetIterator batches =
        MixedFolderIterator.builder(folders.resolve(way == Way.OFFLINE ? "offline-" + seed : "plain"))
            .batchSize(BATCH)
            .shuffle(seed)
            .build();
    long[] mixing = {0};
    if (way == Way.ON_THE_FLY) {
      batches.setPreProcessor(timed(new CutMixPreProcessor(CutMix.builder(CLASSES).build(), seed), mixing));
    }
    int passes = way == Way.OFFLINE ? 1 : epochs;
    MultiLayerNetwork network = SmallNetwork.of(seed, images * epochs / BATCH);
    List<Double> losses = new ArrayList<>();
    network.setListeners(new Losses(losses));

    long start = System.nanoTime();
    network.fit(batches, passes);
    long nanos = System.nanoTime() - start;

    Scores scores =
        Scores.of(network, MixedFolderIterator.builder(folders.resolve("test")).build());
    int epoch = losses.size() / epochs;
    return new Outcome(
        way,
        seed,
        scores,
        mean(losses.subList(0, epoch)),
        mean(losses.subList(losses.size() - epoch, losses.size())),
        nanos / 1e9,
        (double) mixing[0] / nanos);
  }

  /** Adds the time that it takes to {@code nanos}. */
  private static DataSetPreProcessor timed(DataSetPreProcessor mixing, long[] nanos) {
    return batch -> {
      long start = System.nanoTime();
      mixing.preProcess(batch);
      nanos[0] += System.nanoTime() - start;
    };
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
