package io.cutmix.dataset;

import java.util.List;

/** Gives the labels of samples their numbers while they are read. Not thread-safe. */
sealed interface ClassIndex permits KnownClasses, FoundClasses {
  int UNKNOWN = -1;

  static ClassIndex of(ClassList classes) {
    if (classes instanceof ClassList.Named named) {
      return KnownClasses.named(named.names());
    }
    if (classes instanceof ClassList.Counted counted) {
      return KnownClasses.counted(counted.count());
    }
    return new FoundClasses();
  }

  /** A number for the label, the same for each call, or {@link #UNKNOWN}. */
  int numberOf(String label);

  /**
   * Why a label is {@link #UNKNOWN}.
   *
   * @param correction what else than changing the options would help, such as "correct the row"
   */
  String unknown(String label, String correction);

  /** The labels of samples for which {@link #numberOf} gave these numbers. */
  ClassIds labels(int[] numbers);

  /** What is suspicious about the labels. */
  List<String> warnings();
}
