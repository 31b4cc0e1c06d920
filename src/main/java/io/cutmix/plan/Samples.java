package io.cutmix.plan;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A data set as its plan sees it: how many samples there are and, where each has just one, of which
 * class they are. Immutable and thread-safe.
 */
public final class Samples implements Serializable {
  private static final long serialVersionUID = 1;

  private final int size;
  private final int @Nullable [] classes;

  private Samples(int size, int @Nullable [] classes) {
    this.size = size;
    this.classes = classes;
  }

  /** So many samples, of which no more is known. */
  public static Samples unclassified(int size) {
    return new Samples(size, null);
  }

  /**
   * Samples with one class each.
   *
   * @param classes the number of each sample's class, at least 0
   */
  public static Samples ofClasses(int... classes) {
    return new Samples(classes.length, classes.clone());
  }

  int size() {
    return size;
  }

  boolean haveClasses() {
    return classes != null;
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
