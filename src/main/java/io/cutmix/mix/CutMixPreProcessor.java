package io.cutmix.mix;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;

/**
 * Mixes every batch that an iterator gives out, between the data loader and the model: the
 * counterpart of the reference's {@code CutMix} algorithm.
 *
 * <pre>{@code
 * iterator.setPreProcessor(new CutMixPreProcessor(CutMix.builder(10).alpha(1).build(), seed));
 * }</pre>
 *
 * <p>Features must be {@code (N, C, H, W)}, or {@code (N, H, W, C)} if {@link Builder#layout} says
 * so; labels {@code N} or {@code (N, 1)} class ids or {@code (N, numClasses)} rows of any numbers.
 * They are replaced by new arrays and not changed themselves, so an iterator may use its own again.
 * It must not hand out the same {@code DataSet} object again, though, unless that one remembers
 * that it was pre-processed: it holds the mixed batch from then on. A batch that isn't mixed keeps
 * its features, and its labels become rows all the same; so does a batch of one, which has nobody
 * to be mixed with, such as the last one of an epoch may be.
 *
 * <p>Of a {@code MultiDataSet} all features must be images of the same height and width and get the
 * same boxes of the same partners. Labels may have rows of any length; partners of another class
 * are found by the first ones.
 *
 * <p>Masks are refused, because a mixed image shows parts of two samples, of which one may be
 * masked and the other one not.
 *
 * <p>The n-th batch since this object was made gets the same recipe for the same seed: that of the
 * n-th batch of the first copy in a run of the command line with this seed. Thread-safe; behind
 * several threads the order in which they come decides which batch is the n-th.
 */
public final class CutMixPreProcessor implements DataSetPreProcessor, MultiDataSetPreProcessor {
  private static final long serialVersionUID = 1;

  private final CutMix cutMix;
  private final long seed;
  private final double prob;
  private final ImageLayout layout;
  private final AtomicLong batches = new AtomicLong();

  /**
   * Mixes every batch of {@code (N, C, H, W)} features.
   *
   * @param cutMix the parameters
   * @param seed the same seed gives the same boxes and partners for the same sequence of batches
   */
  public CutMixPreProcessor(CutMix cutMix, long seed) {
    this(builder(cutMix).seed(seed));
  }

  private CutMixPreProcessor(Builder builder) {
    this.cutMix = builder.cutMix;
    this.seed = builder.seed;
    this.prob = builder.prob;
    this.layout = builder.layout;
  }

  /**
   * Starts with seed 0, {@code (N, C, H, W)}, every batch mixed.
   *
   * @param cutMix the parameters
   */
  public static Builder builder(CutMix cutMix) {
    return new Builder(cutMix);
  }

  /**
   * Mixes a batch.
   *
   * @throws IllegalArgumentException if it has masks, or features or labels don't fit, see {@link
   *     CutMix#mix}
   */
  @Override
  public void preProcess(DataSet batch) {
    requireNoMasks("features", batch.getFeaturesMaskArray());
    requireNoMasks("labels", batch.getLabelsMaskArray());
    INDArray images = layout.toNchw(requireImages("features", batch.getFeatures()));
    INDArray labels = batch.getLabels();
    Recipe recipe = draw(images, labels);
    INDArray targets = cutMix.mixTargets(labels, recipe, images);
    if (!recipe.leavesAll()) {
      batch.setFeatures(layout.fromNchw(CutMix.mixImages(images, recipe)));
    }
    batch.setLabels(targets);
  }

  /**
   * Mixes a batch.
   *
   * @throws IllegalArgumentException if it has masks or no labels, or features or labels don't fit
   */
  @Override
  public void preProcess(MultiDataSet batch) {
    requireNoMasks("features", batch.getFeaturesMaskArrays());
    requireNoMasks("labels", batch.getLabelsMaskArrays());
    INDArray[] features = batch.getFeatures();
    INDArray[] labels = batch.getLabels();
    if (labels == null || labels.length == 0) {
      throw new IllegalArgumentException("a batch without labels can't be mixed; give it some");
    }
    INDArray[] images = new INDArray[features.length];
    for (int i = 0; i < images.length; i++) {
      images[i] = layout.toNchw(requireImages("features[" + i + "]", features[i]));
      requireSize(i, images[i], images[0]);
    }
    Recipe recipe = draw(images[0], labels[0]);
    INDArray[] targets = new INDArray[labels.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = cutMix.withClassesOf(labels[i]).mixTargets(labels[i], recipe, images[0]);
    }
    if (!recipe.leavesAll()) {
      Arrays.setAll(images, i -> layout.fromNchw(CutMix.mixImages(images[i], recipe)));
      batch.setFeatures(images);
    }
    batch.setLabels(targets);
  }

  private Recipe draw(INDArray images, INDArray labels) {
    UniformRandomProvider random = RandomStream.forBatch(seed, 0, batches.getAndIncrement());
    return random.nextDouble() < prob
        ? cutMix.withClassesOf(labels).draw(random, images, labels)
        : Recipe.unmixed(Math.toIntExact(images.size(0)));
  }

  private static INDArray requireImages(String name, INDArray features) {
    if (features.rank() != 4 || features.isEmpty()) {
      throw new IllegalArgumentException(
          "%s must be a batch of images with 4 axes, but have the shape %s"
              .formatted(name, Arrays.toString(features.shape())));
    }
    return features;
  }

  private static void requireSize(int number, INDArray images, INDArray first) {
    for (int axis : new int[] {0, 2, 3}) {
      if (images.size(axis) != first.size(axis)) {
        throw new IllegalArgumentException(
            "features[%d] must be as many images as features[0], of the same height and width, to get the same boxes, but are %s and %s as (N, C, H, W)"
                .formatted(
                    number, Arrays.toString(images.shape()), Arrays.toString(first.shape())));
      }
    }
  }

  private static void requireNoMasks(String name, @Nullable INDArray @Nullable ... masks) {
    for (int i = 0; masks != null && i < masks.length; i++) {
      if (masks[i] != null) {
        throw new IllegalArgumentException(
            name
                + " have a mask, which can't be mixed: an image made of two samples would be masked"
                + " in one and not in the other; remove the masked samples, and the mask");
      }
    }
  }

  /** What is to be mixed, and how. Not thread-safe. */
  public static final class Builder {
    private final CutMix cutMix;
    private long seed;
    private double prob = 1;
    private ImageLayout layout = ImageLayout.NCHW;

    private Builder(CutMix cutMix) {
      this.cutMix = cutMix;
    }

    /**
     * The same seed gives the same boxes and partners for the same sequence of batches.
     *
     * @param seed any number; default 0
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Which share of the batches is mixed.
     *
     * @param prob in [0, 1]; default 1
     * @throws InvalidParameterException if it isn't
     */
    public Builder prob(double prob) {
      if (!(prob >= 0 && prob <= 1)) {
        throw InvalidParameterException.outOfRange("prob", "must be in 0..1", prob);
      }
      this.prob = prob;
      return this;
    }

    /**
     * The order of the features' axes.
     *
     * @param layout default {@link ImageLayout#NCHW}
     */
    public Builder layout(ImageLayout layout) {
      this.layout = layout;
      return this;
    }

    /** The pre-processor, which begins with batch 0. */
    public CutMixPreProcessor build() {
      return new CutMixPreProcessor(this);
    }
  }
}
