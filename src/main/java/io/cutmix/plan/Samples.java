package io.cutmix.plan;

import io.cutmix.mix.RandomStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A data set as its plan sees it: how many samples there are and, where each has just one, of which
 * class they are. Immutable and thread-safe.
 */
public final class Samples implements Serializable {
  private static final long serialVersionUID = 1;

  private final int size;
  private final int @Nullable [] classes;
  private final @Nullable BitSet mixedClasses;
  private final @Nullable ClassTurns turns;

  private Samples(
      int size,
      int @Nullable [] classes,
      @Nullable BitSet mixedClasses,
      @Nullable ClassTurns turns) {
    this.size = size;
    this.classes = classes;
    this.mixedClasses = mixedClasses;
    this.turns = turns;
  }

  /** So many samples, of which no more is known. */
  public static Samples unclassified(int size) {
    return new Samples(size, null, null, null);
  }

  /**
   * Samples with one class each.
   *
   * @param classes the number of each sample's class, at least 0
   */
  public static Samples ofClasses(int... classes) {
    return new Samples(classes.length, classes.clone(), null, null);
  }

  /**
   * These samples, of which only those of some classes are to be mixed, with each other.
   *
   * @throws IllegalArgumentException if the classes of the samples aren't known
   */
  public Samples mixingOnly(int... classes) {
    int[] known = requireClasses("mix-classes");
    BitSet mixed = new BitSet();
    IntStream.of(classes).forEach(mixed::set);
    return new Samples(size, known, mixed, turns);
  }

  /**
   * These samples, drawn so that every class that has any comes up equally often, and so does every
   * sample of a class; each as often as can be, give or take one.
   *
   * @param seed decides in which order the samples of a class take their turns
   * @throws IllegalArgumentException if the classes of the samples aren't known
   */
  public Samples balanced(long seed) {
    int[] known = requireClasses("balance");
    return new Samples(size, known, mixedClasses, new ClassTurns(known, seed));
  }

  private int[] requireClasses(String option) {
    if (classes == null) {
      throw new IllegalArgumentException(option + " needs one class for each sample");
    }
    return classes;
  }

  int size() {
    return size;
  }

  boolean haveClasses() {
    return classes != null;
  }

  /** Whether a sample may come up several times in one copy. */
  boolean areBalanced() {
    return turns != null;
  }

  /**
   * The sample that is drawn.
   *
   * @param number from 0 to the size of this copy, exclusive
   */
  int drawn(int copy, int number) {
    return turns == null ? number : turns.at((long) copy * size + number);
  }

  /** Whether a sample is of a class that is to be mixed. */
  boolean mayBeMixed(int sample) {
    return mixedClasses == null || classes == null || mixedClasses.get(classes[sample]);
  }

  /** The class of each member of a batch; all 0 where none is known. */
  int[] classesOf(int[] members) {
    int[] known = classes;
    return IntStream.of(members).map(sample -> known == null ? 0 : known[sample]).toArray();
  }

  /**
   * An endless sequence of samples in which the classes take turns, and so do, in random order, the
   * samples of each class. Immutable and thread-safe.
   */
  private static final class ClassTurns implements Serializable {
    private static final long serialVersionUID = 1;

    private final int[] samplesByClass;

    /** For each class that has samples where these begin, and after the last the end. */
    private final int[] starts;

    /**
     * @param classes the class of each sample, at least 0
     */
    ClassTurns(int[] classes, long seed) {
      int[] ends = new int[Arrays.stream(classes).max().orElse(-1) + 2];
      for (int id : classes) {
        ends[id + 1]++;
      }
      for (int id = 1; id < ends.length; id++) {
        ends[id] += ends[id - 1];
      }
      this.starts = Arrays.stream(ends).distinct().toArray();
      this.samplesByClass = new int[classes.length];
      Shuffle shuffle = new Shuffle(classes.length, RandomStream.forOrderInClasses(seed));
      for (int i = 0; i < classes.length; i++) {
        int sample = (int) shuffle.at(i);
        samplesByClass[ends[classes[sample]]++] = sample;
      }
    }

    /**
     * The sample at a place.
     *
     * @param place at least 0
     */
    int at(long place) {
      int classes = starts.length - 1;
      int id = (int) (place % classes);
      int samples = starts[id + 1] - starts[id];
      return samplesByClass[starts[id] + (int) (place / classes % samples)];
    }
  }
}
