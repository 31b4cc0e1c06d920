package io.cutmix.mix;

import java.util.concurrent.atomic.AtomicLong;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/**
 * Mixes every batch that an iterator gives out, between the data loader and the model: the
 * counterpart of the reference's {@code CutMix} algorithm.
 *
 * <pre>{@code
 * iterator.setPreProcessor(new CutMixPreProcessor(CutMix.builder(10).alpha(1).build(), seed));
 * }</pre>
 *
 * <p>Features must be {@code (N, C, H, W)}, labels {@code N} class ids or {@code (N, numClasses)}
 * rows; they are replaced by mixed arrays and not changed themselves. The n-th batch since this
 * object was made gets the same recipe for the same seed. Thread-safe; behind several threads the
 * order in which they come decides which batch is the n-th.
 */
public final class CutMixPreProcessor implements DataSetPreProcessor {
  private static final long serialVersionUID = 1;

  private final CutMix cutMix;
  private final long seed;
  private final AtomicLong batches = new AtomicLong();

  /**
   * @param cutMix the parameters
   * @param seed the same seed gives the same boxes and partners for the same sequence of batches
   */
  public CutMixPreProcessor(CutMix cutMix, long seed) {
    this.cutMix = cutMix;
    this.seed = seed;
  }

  /**
   * @throws IllegalArgumentException if features or labels don't fit, see {@link CutMix#mix}
   */
  @Override
  public void preProcess(DataSet batch) {
    INDArray features = batch.getFeatures();
    long number = batches.getAndIncrement();
    MixedBatch mixed =
        cutMix.mix(features, batch.getLabels(), RandomStream.forBatch(seed, 0, number));
    batch.setFeatures(mixed.images());
    batch.setLabels(mixed.targets());
  }
}
