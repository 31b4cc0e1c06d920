package io.cutmix.plan;

import io.cutmix.mix.CutMix;
import io.cutmix.mix.InvalidParameterException;
import io.cutmix.mix.RandomStream;
import io.cutmix.mix.Recipe;
import io.cutmix.plan.Buckets.Bucket;
import io.cutmix.plan.PlanOptions.ProbScope;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Which samples meet in which batch, and what happens to them there: a pure function of the options
 * and the size of the data set, in constant memory (for some options also of the classes of the
 * samples, in memory for a number or two for each).
 *
 * <p>Each copy shuffles all samples again and cuts them into batches; a copy of balanced samples
 * has as many, but rare ones several times and others not at all. The last batch of a copy may be
 * smaller; if only one sample were left for it, the batch before takes that one in. Immutable and
 * thread-safe.
 */
public final class Plan implements Serializable {
  private static final long serialVersionUID = 1;

  private final PlanOptions options;
  private final Samples samples;
  private final Buckets buckets;
  private final int originals;

  /** The number of each bucket's first batch within a copy, and behind them that of all batches. */
  private final int[] firstBatches;

  /**
   * @param buckets sizes of the images: each batch has one of them, and a copy goes through one
   *     size after the other
   * @throws IllegalArgumentException if a fixed box doesn't lie in the images, or an option asks
   *     for the classes of the samples, and they aren't known
   * @throws InvalidParameterException if balanced samples have several sizes
   */
  public Plan(PlanOptions options, Samples samples, Buckets buckets) {
    this(options, samples, buckets, 0);
  }

  private Plan(PlanOptions options, Samples samples, Buckets buckets, int originals) {
    if (options.cutMix().needsClasses() && !samples.haveClasses()) {
      throw new IllegalArgumentException(
          "pairing different-class needs one class for each sample, but the plan knows of none");
    }
    if (samples.areBalanced() && buckets.count() > 1) {
      throw InvalidParameterException.contradiction(
          "balance", "draws from all images, which then must have one size", "leave it out");
    }
    this.options = options;
    this.samples = samples;
    this.buckets = buckets;
    this.originals = originals;
    this.firstBatches = new int[buckets.count() + 1];
    for (int i = 0; i < buckets.count(); i++) {
      Bucket bucket = buckets.get(i);
      options.cutMix().requireFits(bucket.height(), bucket.width());
      firstBatches[i + 1] = firstBatches[i] + batchesOf(bucket);
    }
  }

  /** This plan with one copy more, the last, in which nothing is mixed. */
  public Plan withOriginals() {
    return new Plan(options, samples, buckets, 1);
  }

  /** How partners and boxes are drawn and targets prepared. */
  public CutMix cutMix() {
    return options.cutMix();
  }

  /** Files that come out: copies · samples. */
  public long files() {
    return copies() * samples.size();
  }

  /** Batches of all copies. */
  public long batches() {
    return copies() * batchesPerCopy();
  }

  private long copies() {
    return (long) options.copies() + originals;
  }

  /**
   * The batch of that index over all copies.
   *
   * @param index in {@code 0..batches()-1}
   * @throws IndexOutOfBoundsException if it isn't
   */
  public Batch batch(long index) {
    Objects.checkIndex(index, batches());
    int copy = Math.toIntExact(index / batchesPerCopy());
    int number = Math.toIntExact(index % batchesPerCopy());
    Bucket bucket = bucketOf(number);
    int first = firstOf(number);
    int[] members = members(copy, bucket, first, endOf(number));

    UniformRandomProvider random = RandomStream.forBatch(options.seed(), copy, number);
    int[] places = copy < options.copies() ? mixedPlaces(random, members) : new int[0];
    boolean mixed = places.length > 1;
    Recipe recipe = mixed ? draw(random, members, places, bucket) : Recipe.unmixed(members.length);
    return new Batch(
        copy, number, firstFile(index), members, mixed, recipe, bucket.height(), bucket.width());
  }

  /**
   * The index over all copies of the batch that an image is of.
   *
   * @param file its number, in {@code 0..files()-1}
   */
  public long batchOf(long file) {
    int position = (int) (file % samples.size());
    int bucket = 0;
    while (position >= buckets.get(bucket).first() + buckets.get(bucket).size()) {
      bucket++;
    }
    int within = (position - buckets.get(bucket).first()) / options.batchSize();
    int last = firstBatches[bucket + 1] - 1;
    return file / samples.size() * batchesPerCopy() + Math.min(firstBatches[bucket] + within, last);
  }

  /**
   * Number of the file that the first sample of a batch becomes; those of the others follow.
   *
   * @param index in {@code 0..batches()-1}
   */
  private long firstFile(long index) {
    int number = Math.toIntExact(index % batchesPerCopy());
    long copy = index / batchesPerCopy();
    return copy * samples.size() + bucketOf(number).first() + firstOf(number);
  }

  /** Which members of a batch are mixed. A lone one can't be. */
  private int[] mixedPlaces(UniformRandomProvider random, int[] members) {
    IntStream places =
        IntStream.range(0, members.length).filter(i -> samples.mayBeMixed(members[i]));
    if (options.probScope() == ProbScope.SAMPLE) {
      return places.filter(i -> random.nextDouble() < options.prob()).toArray();
    }
    return random.nextDouble() < options.prob() ? places.toArray() : new int[0];
  }

  private Recipe draw(UniformRandomProvider random, int[] members, int[] places, Bucket bucket) {
    int[] drawn = IntStream.of(places).map(place -> members[place]).toArray();
    Recipe recipe =
        options.cutMix().draw(random, samples.classesOf(drawn), bucket.height(), bucket.width());
    return withoutTwins(recipe, drawn).within(places, members.length);
  }

  /** A sample that meets itself, which only a balanced plan lets happen, would mix nothing. */
  private Recipe withoutTwins(Recipe recipe, int[] drawn) {
    if (!samples.areBalanced()) {
      return recipe;
    }
    boolean[] differ = new boolean[drawn.length];
    for (int i = 0; i < differ.length; i++) {
      differ[i] = drawn[recipe.partner(i)] != drawn[i];
    }
    return recipe.without(differ);
  }

  /**
   * Samples in the batch of that index, without drawing anything.
   *
   * @param index in {@code 0..batches()-1}
   */
  public int sizeOf(long index) {
    int number = Math.toIntExact(index % batchesPerCopy());
    return endOf(number) - firstOf(number);
  }

  /** Of each size at which no box ever holds a pixel, the number of its first batch in a copy. */
  public int[] unmixedSizes() {
    return IntStream.range(0, buckets.count())
        .filter(i -> cutMix().leavesAll(buckets.get(i).height(), buckets.get(i).width()))
        .map(i -> firstBatches[i])
        .toArray();
  }

  /** Rows of the images in a batch, by its number within its copy. */
  public int heightOf(int number) {
    return bucketOf(number).height();
  }

  /** Columns of the images in a batch, by its number within its copy. */
  public int widthOf(int number) {
    return bucketOf(number).width();
  }

  /** Batches of one copy. */
  public int batchesPerCopy() {
    return firstBatches[buckets.count()];
  }

  private int batchesOf(Bucket bucket) {
    int full = bucket.size() / options.batchSize();
    int rest = bucket.size() % options.batchSize();
    return rest > 1 || full == 0 ? full + 1 : full;
  }

  private int indexOfBucket(int number) {
    int found = Arrays.binarySearch(firstBatches, number);
    return found < 0 ? -found - 2 : found;
  }

  private Bucket bucketOf(int number) {
    return buckets.get(indexOfBucket(number));
  }

  /** Position within its bucket of a batch's first sample. */
  private int firstOf(int number) {
    return (number - firstBatches[indexOfBucket(number)]) * options.batchSize();
  }

  private int endOf(int number) {
    boolean isLast = number + 1 == firstBatches[indexOfBucket(number) + 1];
    return isLast ? bucketOf(number).size() : firstOf(number) + options.batchSize();
  }

  private int[] members(int copy, Bucket bucket, int from, int to) {
    Shuffle shuffle = new Shuffle(bucket.size(), RandomStream.forOrder(options.seed(), copy));
    int[] members = new int[to - from];
    for (int i = 0; i < members.length; i++) {
      int drawn = bucket.sample((int) shuffle.at(from + i));
      members[i] = copy < options.copies() ? samples.drawn(copy, drawn) : drawn;
    }
    return members;
  }
}
