package io.cutmix.plan;

import io.cutmix.mix.RandomStream;
import io.cutmix.mix.Recipe;
import java.io.Serializable;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Which samples meet in which batch, and what happens to them there: a pure function of the options
 * and the size of the data set, in constant memory.
 *
 * <p>Each copy shuffles all samples anew and cuts them into batches. The last batch of a copy may
 * be smaller; if only one sample were left for it, the batch before takes that one in. Immutable
 * and thread-safe.
 */
public final class Plan implements Serializable {
  private static final long serialVersionUID = 1;

  private final PlanOptions options;
  private final int samples;
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
    this(options, samples, height, width, 0);
  }

  private Plan(PlanOptions options, int samples, int height, int width, int originals) {
    if (samples < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a plan needs samples, height and width of at least 1, but had %d, %d, %d"
              .formatted(samples, height, width));
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

  /** Files that come out: copies · samples. */
  public long files() {
    return copies() * samples;
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
    boolean mixed =
        copy < options.copies() && random.nextDouble() < options.prob() && members.length > 1;
    Recipe recipe =
        mixed
            ? options.cutMix().draw(random, members.length, height, width)
            : Recipe.unmixed(members.length);
    return new Batch(copy, number, (long) copy * samples + first, members, mixed, recipe);
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
    return isLast ? samples : (number + 1) * options.batchSize();
  }

  private int batchesPerCopy() {
    int full = samples / options.batchSize();
    int rest = samples % options.batchSize();
    return rest > 1 || full == 0 ? full + 1 : full;
  }

  private int[] members(int copy, int from, int to) {
    Shuffle shuffle = new Shuffle(samples, RandomStream.forOrder(options.seed(), copy));
    int[] members = new int[to - from];
    for (int i = 0; i < members.length; i++) {
      members[i] = (int) shuffle.at(from + i);
    }
    return members;
  }
}
