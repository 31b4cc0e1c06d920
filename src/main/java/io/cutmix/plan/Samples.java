package io.cutmix.plan;

import java.io.Serializable;
import java.util.BitSet;
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

  private Samples(int size, int @Nullable [] classes, @Nullable BitSet mixedClasses) {
    this.size = size;
    this.classes = classes;
    this.mixedClasses = mixedClasses;
  }

  /** So many samples, of which no more is known. */
  public static Samples unclassified(int size) {
    return new Samples(size, null, null);
  }

  /**
   * Samples with one class each.
   *
   * @param classes the number of each sample's class, at least 0
   */
  public static Samples ofClasses(int... classes) {
    return new Samples(classes.length, classes.clone(), null);
  }

  /**
   * These samples, of which only those of some classes are to be mixed, with each other.
   *
   * @throws IllegalArgumentException if the classes of the samples aren't known
   */
  public Samples mixingOnly(int... classes) {
    if (!haveClasses()) {
      throw new IllegalArgumentException("mix-classes needs one class for each sample");
    }
    BitSet mixed = new BitSet();
    for (int id : classes) {
      mixed.set(id);
    }
    return new Samples(size, this.classes, mixed);
  }

  int size() {
    return size;
  }

  boolean haveClasses() {
    return classes != null;
  }

  /** Whether a sample is of a class that is to be mixed. */
  boolean mayBeMixed(int sample) {
    return mixedClasses == null || classes == null || mixedClasses.get(classes[sample]);
  }

  /** The class of each member of a batch; all 0 where none is known. */
  int[] classesOf(int[] members) {
    int[] found = new int[members.length];
    for (int i = 0; classes != null && i < found.length; i++) {
      found[i] = classes[members[i]];
    }
    return found;
  }
}
