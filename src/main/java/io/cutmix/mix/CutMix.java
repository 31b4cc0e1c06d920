package io.cutmix.mix;

import io.cutmix.mix.BoxSampling.Placement;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * CutMix with its parameters: cuts a box out of each image of a batch, fills it with the same box
 * of another image of the batch, and mixes the targets in proportion to the pixels.
 *
 * <pre>{@code
 * CutMix cutMix = CutMix.builder(10).alpha(0.2).build();
 * MixedBatch mixed = cutMix.mix(images, targets, RandomStream.forBatch(seed, 0, batch));
 * }</pre>
 *
 * <p>Source: Yun et al., ICCV 2019 (arXiv 1905.04899), in the form of Composer's {@code
 * cutmix_batch}, with {@code x} for columns and {@code y} for rows. Immutable and thread-safe;
 * arrays must be in host memory (a CPU backend).
 */
public final class CutMix implements Serializable {
  private static final long serialVersionUID = 1;

  private final int numClasses;
  private final RecipeSampler sampler;
  private final double labelSmoothing;

  private CutMix(int numClasses, RecipeSampler sampler, double labelSmoothing) {
    this.numClasses = numClasses;
    this.sampler = sampler;
    this.labelSmoothing = labelSmoothing;
  }

  /**
   * Starts with alpha 1, one box a batch, nobody mixed with itself.
   *
   * @param numClasses classes, or columns of row targets; at least 1
   * @throws IllegalArgumentException if it is less
   */
  public static Builder builder(int numClasses) {
    return new Builder(numClasses);
  }

  /** Classes, or columns of row targets. */
  public int numClasses() {
    return numClasses;
  }

  /** As given or 1, also where a length or a box decides in its place. */
  public double alpha() {
    return sampler.alpha();
  }

  /** The box's sides as a fraction of the image's, if that is given. */
  public Optional<Double> length() {
    return Optional.ofNullable(sampler.length());
  }

  /** The box that it always is, if that is given. */
  public Optional<Box> bbox() {
    return Optional.ofNullable(sampler.bbox());
  }

  /** The least share of the area that a box has, if that is given. */
  public Optional<Double> minBox() {
    return Optional.ofNullable(sampler.minBox());
  }

  /** The largest share of the area that a box has, if that is given. */
  public Optional<Double> maxBox() {
    return Optional.ofNullable(sampler.maxBox());
  }

  /** Whether every pixel is equally likely to be replaced. */
  public boolean uniformSampling() {
    return sampler.placement() == Placement.UNIFORM;
  }

  /** Which samples share a box. */
  public BoxScope boxScope() {
    return sampler.scope();
  }

  /** How partners are found. */
  public Pairing pairing() {
    return sampler.pairing();
  }

  /** The partner of each sample, if they aren't drawn; else empty. */
  public List<Integer> indices() {
    return sampler.indices();
  }

  /** The share of a target that is spread over all classes, at least 0 and less than 1. */
  public double labelSmoothing() {
    return labelSmoothing;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CutMix that
        && numClasses == that.numClasses
        && sampler.equals(that.sampler)
        && Double.compare(labelSmoothing, that.labelSmoothing) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(numClasses, sampler, labelSmoothing);
  }

  @Override
  public String toString() {
    return "CutMix[numClasses=%d, %s, %s, pairing=%s, indices=%s, labelSmoothing=%s]"
        .formatted(
            numClasses, sampler.sampling(), boxScope(), pairing(), indices(), labelSmoothing);
  }

  /**
   * Draws partners, then boxes. A batch of one has no partner and comes out unmixed, unless the
   * pairing allows a sample to be its own partner or the indices say so.
   *
   * @param random where the draws come from; the same state gives the same recipe
   * @param samples images in the batch, at least 1
   * @param height rows of an image, at least 1
   * @param width columns of an image, at least 1
   * @throws IllegalArgumentException if one of them is less, the fixed box doesn't lie in the image
   *     (which of a batch of one isn't checked), the indices are of another length, or the pairing
   *     asks for classes
   */
  public Recipe draw(UniformRandomProvider random, int samples, int height, int width) {
    return sampler.draw(random, samples, RecipeSampler.NO_CLASSES, height, width);
  }

  /**
   * As {@link #draw(UniformRandomProvider, int, int, int)}, for every pairing.
   *
   * @param classes the class of each sample of the batch: any numbers, at least one
   */
  public Recipe draw(UniformRandomProvider random, int[] classes, int height, int width) {
    return sampler.draw(random, classes.length, sample -> classes[sample], height, width);
  }

  /**
   * Draws a box as it does for a mixed sample, or for a batch of them.
   *
   * @param height rows of an image, at least 1
   * @param width columns of an image, at least 1
   * @throws IllegalArgumentException if one of them is less, or the fixed box doesn't lie in the
   *     image
   */
  public Box drawBox(UniformRandomProvider random, int height, int width) {
    requirePositive("height", height);
    requirePositive("width", width);
    return sampler.sampling().draw(random, height, width);
  }

  /**
   * The target of one sample as it is before mixing, with label smoothing, if there is any; a fresh
   * array.
   *
   * @param target {@code numClasses} numbers, which isn't checked
   */
  public double[] smooth(double[] target) {
    return labelSmoothing == 0 ? target.clone() : SoftLabels.smooth(target, labelSmoothing);
  }

  /** Whether partners are drawn by class. */
  public boolean needsClasses() {
    return sampler.pairing() == Pairing.DIFFERENT_CLASS && sampler.indices().isEmpty();
  }

  /** Whether no box that is ever drawn for images of a size holds a pixel of them. */
  public boolean leavesAll(int height, int width) {
    return sampler.sampling().isAlwaysEmpty(height, width);
  }

  /**
   * Checks the parameters against a size of images before any is there.
   *
   * @throws IllegalArgumentException if the fixed box doesn't lie in such an image
   */
  public void requireFits(int height, int width) {
    if (sampler.sampling() instanceof BoxSampling.FixedBox fixed) {
      fixed.box().requireInside(height, width);
    }
  }

  /**
   * Draws a recipe and mixes a batch by it into new arrays; the inputs stay as they are. For {@link
   * Pairing#DIFFERENT_CLASS} the class of a row is where its largest number stands.
   *
   * @param images {@code (N, C, H, W)} of any data type and strides, N at least 1
   * @param targets {@code N} or {@code (N, 1)} class ids in {@code 0..numClasses-1}, {@code (N,
   *     numClasses)} rows of any numbers, or labels of single pixels, {@code (N, H, W)} or {@code
   *     (N, C, H, W)}, which are copied with their pixels
   * @param random where partners and boxes are drawn from
   * @throws IllegalArgumentException if a shape, an id or a parameter doesn't fit; it names
   *     parameter, value and range
   */
  public MixedBatch mix(INDArray images, INDArray targets, UniformRandomProvider random) {
    requireImages(images);
    Targets rows = rows(images, targets);
    Recipe recipe = draw(random, images, rows);
    return mixed(ImageMixer.copyOf(images), rows, recipe);
  }

  /** As {@link #mix(INDArray, INDArray, UniformRandomProvider)}, by a recipe that is there. */
  public MixedBatch mix(INDArray images, INDArray targets, Recipe recipe) {
    requireFits(images, recipe);
    Targets rows = rows(images, targets);
    return mixed(ImageMixer.copyOf(images), rows, recipe);
  }

  /**
   * As {@link #mix(INDArray, INDArray, UniformRandomProvider)}, but the images are changed where
   * they are and are those of the result; the targets are new. Needs memory for one image more. If
   * it throws, the images are unchanged.
   *
   * @throws IllegalArgumentException also if pixels share a place in memory (a broadcast view)
   */
  public MixedBatch mixInPlace(INDArray images, INDArray targets, UniformRandomProvider random) {
    requireImages(images);
    Targets rows = rows(images, targets);
    return mixed(images, rows, draw(random, images, rows));
  }

  /** As {@link #mixInPlace(INDArray, INDArray, UniformRandomProvider)}, by a given recipe. */
  public MixedBatch mixInPlace(INDArray images, INDArray targets, Recipe recipe) {
    requireFits(images, recipe);
    return mixed(images, rows(images, targets), recipe);
  }

  /**
   * Gives each image the box of its partner, changing the array where it is.
   *
   * @param images {@code (N, C, H, W)} of any data type and strides
   * @throws IllegalArgumentException if the recipe doesn't fit the images or pixels share a place
   *     in memory
   */
  public static void mixImagesInPlace(INDArray images, Recipe recipe) {
    requireFits(images, recipe);
    new ImageMixer(images).mix(recipe);
  }

  /** The same parameters for as many classes as rows of targets have; ids keep theirs. */
  CutMix withClassesOf(INDArray targets) {
    boolean rows = targets.rank() == 2 && targets.size(1) > 1;
    return rows ? new CutMix(size(targets, 1), sampler, labelSmoothing) : this;
  }

  /** Images mixed by a recipe that fits them, in memory of their own. */
  static INDArray mixImages(INDArray images, Recipe recipe) {
    requireFits(images, recipe);
    INDArray mixed = ImageMixer.copyOf(images);
    new ImageMixer(mixed).mix(recipe);
    return mixed;
  }

  /** The targets of images, smoothed. */
  Targets rows(INDArray images, INDArray targets) {
    return Targets.of(targets, images, numClasses).smooth(labelSmoothing);
  }

  private static MixedBatch mixed(INDArray images, Targets targets, Recipe recipe) {
    new ImageMixer(images).mix(recipe);
    int height = size(images, 2);
    int width = size(images, 3);
    return new MixedBatch(images, targets.mix(recipe, height, width), recipe, height, width);
  }

  /** Draws a recipe for a batch. */
  Recipe draw(UniformRandomProvider random, INDArray images, Targets rows) {
    int samples = size(images, 0);
    return sampler.draw(random, samples, rows::classOf, size(images, 2), size(images, 3));
  }

  private static void requireFits(INDArray images, Recipe recipe) {
    requireImages(images);
    if (images.size(0) != recipe.size()) {
      throw new IllegalArgumentException(
          "recipe must be for %d images, but is for %d".formatted(images.size(0), recipe.size()));
    }
    for (Box box : recipe.boxes()) {
      box.requireInside(size(images, 2), size(images, 3));
    }
  }

  private static void requireImages(INDArray images) {
    if (images.rank() != 4 || images.isEmpty()) {
      throw new IllegalArgumentException(
          "images must have a shape (N, C, H, W), each at least 1, but have "
              + Arrays.toString(images.shape()));
    }
  }

  private static int size(INDArray images, int axis) {
    return Math.toIntExact(images.size(axis));
  }

  static void requirePositive(String parameter, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(parameter + " must be at least 1, but was " + value);
    }
  }

  /** The parameters of {@link CutMix}, under the reference's names. Not thread-safe. */
  public static final class Builder {
    private final int numClasses;
    private double alpha = 1;
    private Placement placement = Placement.CENTRE_INSIDE;
    private BoxScope scope = BoxScope.BATCH;
    private Pairing pairing = Pairing.DERANGEMENT;
    private @Nullable Double length;
    private @Nullable Box bbox;
    private @Nullable Double minBox;
    private @Nullable Double maxBox;
    private double labelSmoothing;
    private List<Integer> indices = List.of();

    private Builder(int numClasses) {
      requirePositive("num_classes", numClasses);
      this.numClasses = numClasses;
    }

    /**
     * λ is drawn from Beta(alpha, alpha); default 1. It is the share of the area that a whole box
     * leaves: what reaches beyond the image is clipped, so the share that is kept is larger, with
     * alpha 1 on average 0.68 of large images (0.70 at 32×32) instead of 0.5, and 0.84 with {@link
     * #uniformSampling}. Between {@link #minBox} and {@link #maxBox} nothing is clipped.
     *
     * @param alpha in 0.001..1000000
     */
    public Builder alpha(double alpha) {
      this.alpha = alpha;
      return this;
    }

    /** Instead of alpha: the box's sides as a fraction of the image's, in (0, 1]. */
    public Builder length(double length) {
      this.length = length;
      return this;
    }

    /** Instead of alpha: always this box. */
    public Builder bbox(Box bbox) {
      this.bbox = Objects.requireNonNull(bbox, "bbox");
      return this;
    }

    /**
     * With alpha: the box has at least this share of the image's area, in [0, 1], and lies wholly
     * inside, at every place equally likely.
     */
    public Builder minBox(double share) {
      this.minBox = share;
      return this;
    }

    /** With alpha: the box has at most this share of the area, and lies wholly inside. */
    public Builder maxBox(double share) {
      this.maxBox = share;
      return this;
    }

    /**
     * Instead of a random pairing: the partner of each sample.
     *
     * @throws IllegalArgumentException if they are no permutation of {@code 0..n-1}
     */
    public Builder indices(int... indices) {
      Recipe.requirePermutation(Objects.requireNonNull(indices, "indices"));
      this.indices = IntStream.of(indices).boxed().toList();
      return this;
    }

    /** Whether every pixel is equally likely to be replaced; by default the center is. */
    public Builder uniformSampling(boolean uniform) {
      this.placement = uniform ? Placement.UNIFORM : Placement.CENTRE_INSIDE;
      return this;
    }

    /** One box for the batch (the default), for each sample, or for each pair. */
    public Builder boxScope(BoxScope scope) {
      this.scope = Objects.requireNonNull(scope, "scope");
      return this;
    }

    /** How partners are drawn; by default nobody is mixed with itself. */
    public Builder pairing(Pairing pairing) {
      this.pairing = Objects.requireNonNull(pairing, "pairing");
      return this;
    }

    /**
     * Before mixing, targets become {@code (1 - smoothing) · target + smoothing / numClasses};
     * default 0. For probabilities only, not for regression.
     *
     * @throws InvalidParameterException if it isn't in [0, 1)
     */
    public Builder labelSmoothing(double smoothing) {
      if (!(smoothing >= 0 && smoothing < 1)) {
        throw InvalidParameterException.outOfRange(
            "label-smoothing", "must be at least 0 and less than 1", smoothing);
      }
      this.labelSmoothing = smoothing;
      return this;
    }

    /**
     * The parameters, checked.
     *
     * @throws IllegalArgumentException if a number that is used is out of range, or two are given
     *     of length, bbox, and bounds of the area, or such bounds and uniform sampling, or a box
     *     for each pair and another pairing than the default
     */
    public CutMix build() {
      RecipeSampler sampler =
          new RecipeSampler(
              alpha, length, bbox, minBox, maxBox, placement, scope, pairing, indices);
      return new CutMix(numClasses, sampler.checked(), labelSmoothing);
    }
  }
}
