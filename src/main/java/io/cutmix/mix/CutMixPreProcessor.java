package io.cutmix.mix;

import java.util.Arrays;
import java.util.Objects;
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
 * so; labels {@code N} or {@code (N, 1)} class ids, {@code (N, numClasses)} rows of any numbers, or
 * labels of single pixels, {@code (N, H, W)} or with as many axes as the features. They are
 * replaced by new arrays and not changed themselves, so an iterator may use its own again. It must
 * not hand out the same {@code DataSet} object again, though, unless that one remembers that it was
 * pre-processed: it holds the mixed batch from then on. A batch that isn't mixed keeps its
 * features, and its labels become rows all the same; so does a batch of one, which has nobody to be
 * mixed with, such as the last one of an epoch may be.
 *
 * <p>Of a {@code MultiDataSet} all features must be images of the same height and width and get the
 * same boxes of the same partners. The first labels are as above, with rows of any length; partners
 * of another class are found by them, and they alone are smoothed. All others are numbers, and
 * never class ids: they keep their shape and, if they are floating-point numbers, their type and
 * every bit where a sample isn't mixed. Whole numbers become floats.
 *
 * <p>An empty mask counts as none. Masks that hold anything but ones are refused, because a mixed
 * image shows parts of two samples, of which one may be masked and the other one not.
 *
 * <p>{@code network.fit(iterator)} hangs when a batch is refused, or its iterator throws, in the
 * thread of {@code AsyncDataSetIterator} that reads ahead. To see the message, call {@code
 * iterator.next()} (which counts as a batch here) or {@code fit(new
 * AsyncShieldDataSetIterator(iterator))}, which reads nothing ahead and throws.
 *
 * <p>The n-th batch since this object was made gets the same recipe for the same seed: that of the
 * n-th batch of the first copy in a run of the command line with this seed, or what {@link
 * Builder#startAt} says. Thread-safe; behind several threads the order in which they come decides
 * which batch is the n-th.
 */
public final class CutMixPreProcessor implements DataSetPreProcessor, MultiDataSetPreProcessor {
  private static final long serialVersionUID = 1;

  private final CutMix cutMix;
  private final long seed;
  private final double prob;
  private final ImageLayout layout;
  private final long epoch;
  private final AtomicLong batches;

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
    this.epoch = builder.epoch;
    this.batches = new AtomicLong(builder.batch);
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
   * @throws IllegalArgumentException if it has masks or no labels, or features or labels don't fit,
   *     see {@link CutMix#mix}; the batch is unchanged then
   */
  @Override
  public void preProcess(DataSet batch) {
    requireOnes("features", batch.getFeaturesMaskArray());
    requireOnes("labels", batch.getLabelsMaskArray());
    INDArray[] labels = present("labels", batch.getLabels());
    INDArray[] features = present("features", batch.getFeatures());
    mix(cutMix, features, labels);
    batch.setFeatures(features[0]);
    batch.setLabels(labels[0]);
  }

  /**
   * Mixes a batch.
   *
   * @throws IllegalArgumentException if it has masks or no labels, or features or labels don't fit;
   *     the batch is unchanged then
   */
  @Override
  public void preProcess(MultiDataSet batch) {
    requireOnes("features", batch.getFeaturesMaskArrays());
    requireOnes("labels", batch.getLabelsMaskArrays());
    INDArray[] labels = present("labels", batch.getLabels());
    INDArray[] features = present("features", batch.getFeatures());
    mix(cutMix.withClassesOf(labels[0]), features, labels);
    batch.setFeatures(features);
    batch.setLabels(labels);
  }

  /** Puts what they become into the two arrays. */
  private void mix(CutMix mixing, INDArray[] features, INDArray[] labels) {
    INDArray[] images = new INDArray[features.length];
    for (int i = 0; i < images.length; i++) {
      String name = images.length == 1 ? "features" : "features[" + i + "]";
      images[i] = layout.toNchw(requireImages(name, features[i]));
      requireSize(i, images[i], images[0]);
    }
    Targets[] targets = new Targets[labels.length];
    for (int i = 0; i < targets.length; i++) {
      INDArray nchw = labels[i].rank() == 4 ? layout.toNchw(labels[i]) : labels[i];
      targets[i] = i == 0 ? mixing.rows(images[0], nchw) : Targets.ofNumbers(nchw, images[0]);
    }
    Recipe recipe = draw(mixing, images[0], targets[0]);
    int height = (int) images[0].size(2);
    int width = (int) images[0].size(3);
    for (int i = 0; i < targets.length; i++) {
      INDArray mixed = targets[i].mix(recipe, height, width);
      labels[i] = mixed.rank() == 4 ? layout.fromNchw(mixed) : mixed;
    }
    for (int i = 0; i < images.length && !recipe.leavesAll(); i++) {
      features[i] = layout.fromNchw(CutMix.mixImages(images[i], recipe));
    }
  }

  private Recipe draw(CutMix mixing, INDArray images, Targets targets) {
    UniformRandomProvider random = RandomStream.forBatch(seed, epoch, batches.getAndIncrement());
    return random.nextDouble() < prob
        ? mixing.draw(random, images, targets)
        : Recipe.unmixed(Math.toIntExact(images.size(0)));
  }

  /** A copy, of which each is there. */
  private static INDArray[] present(String name, @Nullable INDArray @Nullable ... arrays) {
    if (arrays == null || arrays.length == 0 || Arrays.stream(arrays).anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          "a batch without %s can't be mixed; give it some, or take it past the pre-processor"
              .formatted(name));
    }
    return Arrays.stream(arrays).map(Objects::requireNonNull).toArray(INDArray[]::new);
  }

  private static INDArray requireImages(String name, INDArray features) {
    if (features.rank() != 4 || features.isEmpty()) {
      throw new IllegalArgumentException(
          "%s must be a batch of images with 4 axes, but have the shape %s%s"
              .formatted(
                  name,
                  Arrays.toString(features.shape()),
                  name.equals("features")
                      ? ""
                      : "; no box can mix what isn't an image, so add it to the mixed batch later"));
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

  private static void requireOnes(String name, @Nullable INDArray @Nullable ... masks) {
    for (int i = 0; masks != null && i < masks.length; i++) {
      INDArray mask = masks[i];
      boolean isMask = mask != null && !mask.isEmpty();
      if (isMask && !Arrays.stream(mask.dup('c').data().asDouble()).allMatch(m -> m == 1)) {
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
    private long epoch;
    private long batch;

    private Builder(CutMix cutMix) {
      this.cutMix = Objects.requireNonNull(cutMix, "cutMix");
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
      this.layout = Objects.requireNonNull(layout, "layout");
      return this;
    }

    /**
     * Where to begin, as a training that is resumed from a checkpoint does: the next batches get
     * the recipes of this epoch from this batch on.
     *
     * @param epoch which copy of a run it stands for, from 0; default 0. It stays the same: whoever
     *     wants to count epochs makes a pre-processor for each
     * @param batch from 0; default 0
     * @throws InvalidParameterException if one of them is negative
     */
    public Builder startAt(long epoch, long batch) {
      if (epoch < 0 || batch < 0) {
        throw InvalidParameterException.outOfRange(
            epoch < 0 ? "epoch" : "batch", "must be at least 0", epoch < 0 ? epoch : batch);
      }
      this.epoch = epoch;
      this.batch = batch;
      return this;
    }

    /** The pre-processor. */
    public CutMixPreProcessor build() {
      return new CutMixPreProcessor(this);
    }
  }
}
