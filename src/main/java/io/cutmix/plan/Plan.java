package io.cutmix.plan;

import io.cutmix.mix.CutMix;
import io.cutmix.mix.RandomStream;
import io.cutmix.mix.Recipe;
import java.io.Serializable;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Which samples meet in which batch, and what happens to them there: a pure function of the options
 * and the size of the data set, in constant memory (for some options also of the classes of the
 * samples, in memory for a number or two for each).
 *
 * <p>Each copy shuffles all samples anew and cuts them into batches; a copy of balanced samples has
 * as many, but rare ones several times and others not at all. The last batch of a copy may be
 * smaller; if only one sample were left for it, the batch before takes that one in. Immutable and
 * thread-safe.
 */
public final class Plan implements Serializable {
  private static final long serialVersionUID = 1;

  private final PlanOptions options;
  private final Samples samples;
  private final int height;
  private final int width;
  private final int originals;

  /**
   * @param samples size of the data set, at least 1
   * @param height rows of every picture, at least 1
   * @param width columns of every picture, at least 1
   * @throws IllegalArgumentException if a number is less, or a fixed box doesn't lie in the
   *     pictures
   */
  public Plan(PlanOptions options, int samples, int height, int width) {
    this(options, Samples.unclassified(samples), height, width);
  }

  /**
   * As {@link #Plan(PlanOptions, int, int, int)}, for every option.
   *
   * @throws IllegalArgumentException also if an option asks for the classes of the samples, and
   *     they aren't known
   */
  public Plan(PlanOptions options, Samples samples, int height, int width) {
    this(options, samples, height, width, 0);
  }

  private Plan(PlanOptions options, Samples samples, int height, int width, int originals) {
    if (samples.size() < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a plan needs samples, height and width of at least 1, but had %d, %d, %d"
              .formatted(samples.size(), height, width));
    }
    if (options.needClasses() && !samples.haveClasses()) {
      throw new IllegalArgumentException(
          "pairing different-class needs one class for each sample, but the plan knows of none");
    }
    options.cutMix().requireFits(height, width);
    this.options = options;
    this.samples = samples;
    this.height = height;
    this.width = width;
    this.originals = originals;
  }

  /** This plan with one copy more, the last, in which nothing is mixed. */
  public Plan withOriginals() {
    return new Plan(options, samples, height, width, 1);
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
    int first = number * options.batchSize();
    int[] members = members(copy, first, end(number));

    UniformRandomProvider random = RandomStream.forBatch(options.seed(), copy, number);
    int[] places = copy < options.copies() ? mixedPlaces(random, members) : new int[0];
    boolean mixed = places.length > 1;
    Recipe recipe = mixed ? draw(random, members, places) : Recipe.unmixed(members.length);
    return new Batch(copy, number, (long) copy * samples.size() + first, members, mixed, recipe);
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

  private Recipe draw(UniformRandomProvider random, int[] members, int[] places) {
    int[] drawn = IntStream.of(places).map(place -> members[place]).toArray();
    Recipe recipe = options.cutMix().draw(random, samples.classesOf(drawn), height, width);
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
    return end(number) - number * options.batchSize();
  }

  private int end(int number) {
    boolean isLast = number == batchesPerCopy() - 1;
    return isLast ? samples.size() : (number + 1) * options.batchSize();
  }

  private int batchesPerCopy() {
    int full = samples.size() / options.batchSize();
    int rest = samples.size() % options.batchSize();
    return rest > 1 || full == 0 ? full + 1 : full;
  }

  private int[] members(int copy, int from, int to) {
    Shuffle shuffle = new Shuffle(samples.size(), RandomStream.forOrder(options.seed(), copy));
    int[] members = new int[to - from];
    for (int i = 0; i < members.length; i++) {
      int drawn = (int) shuffle.at(from + i);
      members[i] = copy < options.copies() ? samples.drawn(copy, drawn) : drawn;
    }
    return members;
  }
}
