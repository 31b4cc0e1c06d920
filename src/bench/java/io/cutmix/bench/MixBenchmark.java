package io.cutmix.bench;

import io.cutmix.mix.Box;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.CutMixPreProcessor;
import io.cutmix.mix.MixedBatch;
import io.cutmix.mix.Recipe;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time to mix one batch of images and class ids. Goes in turn through sixteen boxes, from nearly
 * the whole image to nearly nothing; {@code peer_mix.py} goes through the same.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xmx1g",
      "-Dorg.bytedeco.javacpp.maxbytes=0",
      "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"
    })
public class MixBenchmark {
  private static final int BOXES = 16;
  private static final double GOLDEN = 0.618034;
  private static final double SILVER = 0.414214;

  @Param({"128x3x224x224", "256x3x32x32", "64x1x28x28"})
  public String shape = "";

  @Param({"UINT8", "FLOAT"})
  public String type = "";

  @Param({"NCHW", "channels-last"})
  public String layout = "";

  private final Recipe[] recipes = new Recipe[BOXES];
  private CutMix cutMix = CutMix.builder(1).build();
  private CutMixPreProcessor preProcessor = new CutMixPreProcessor(cutMix, 0);
  private INDArray images = Nd4j.empty();
  private INDArray targets = Nd4j.empty();
  private int turn;

  @Setup
  public void makeBatch() {
    int[] sizes = Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    int samples = sizes[0];
    int classes = sizes[2] > 32 ? 1000 : 10;
    cutMix = CutMix.builder(classes).build();
    preProcessor = new CutMixPreProcessor(cutMix, 0);
    images = batch(sizes);
    int[] ids = new int[samples];
    int[] partners = new int[samples];
    for (int i = 0; i < samples; i++) {
      ids[i] = i % classes;
      partners[i] = (37 * i + 11) % samples;
    }
    targets = Nd4j.createFromArray(ids);
    for (int k = 0; k < BOXES; k++) {
      recipes[k] = Recipe.of(partners, List.of(box(k, sizes[2], sizes[3])));
    }
  }

  /** Into new arrays, which are freed at once, as PyTorch frees its own. */
  @Benchmark
  public double mix() {
    MixedBatch mixed = cutMix.mix(images, targets, nextRecipe());
    double lambda = mixed.lambda(0);
    mixed.images().close();
    mixed.targets().close();
    return lambda;
  }

  /** Into the images themselves; only the targets are new. */
  @Benchmark
  public double mixInPlace() {
    MixedBatch mixed = cutMix.mixInPlace(images, targets, nextRecipe());
    double lambda = mixed.lambda(0);
    mixed.targets().close();
    return lambda;
  }

  /** As {@link #mix}, with partners and box drawn anew each time, as in a training loop. */
  @Benchmark
  public int preProcess() {
    DataSet batch = new DataSet(images, targets);
    preProcessor.preProcess(batch);
    batch.getFeatures().close();
    batch.getLabels().close();
    return batch.numExamples();
  }

  /** The pixels alone, as a run of the command line does it. */
  @Benchmark
  public void mixImagesInPlace() {
    CutMix.mixImagesInPlace(images, nextRecipe());
  }

  private Recipe nextRecipe() {
    return recipes[turn++ % BOXES];
  }

  private INDArray batch(int[] sizes) {
    DataType dataType = type.equals("UINT8") ? DataType.UINT8 : DataType.FLOAT;
    INDArray array =
        layout.equals("NCHW")
            ? Nd4j.create(dataType, sizes[0], sizes[1], sizes[2], sizes[3])
            : Nd4j.create(dataType, sizes[0], sizes[2], sizes[3], sizes[1]).permute(0, 3, 1, 2);
    return array.assign(7);
  }

  /** The paper's box for a kept share and a centre that follow from k, clipped at the edge. */
  private static Box box(int k, int height, int width) {
    double side = Math.sqrt(1 - (k + 0.5) / BOXES);
    int halfHeight = (int) (height * side) / 2;
    int halfWidth = (int) (width * side) / 2;
    int x = (int) (width * ((k + 1) * GOLDEN % 1));
    int y = (int) (height * ((k + 1) * SILVER % 1));
    return new Box(
        Math.max(x - halfWidth, 0),
        Math.max(y - halfHeight, 0),
        Math.min(x + halfWidth, width),
        Math.min(y + halfHeight, height));
  }
}
