package io.cutmix.dataset;

import java.util.List;

/** Gives the labels of samples their numbers while they are read. Not thread-safe. */
sealed interface ClassIndex permits KnownClasses, FoundClasses {
  int UNKNOWN = -1;

  static ClassIndex of(ClassList classes) {
    if (classes instanceof ClassList.Named named) {
      return KnownClasses.named(named.names());
    }
    if (classes instanceof ClassList.Mapped mapped) {
      return KnownClasses.mapped(mapped.names(), mapped.ids());
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

  /** The classes in their order; it may change with every new label. */
  List<String> names();

  /** Where in {@link #names} the class of each number stands. */
  int[] positions();

  /** The labels of samples for which {@link #numberOf} gave these numbers. */
  default ClassIds labels(int[] numbers) {
    int[] positions = positions();
    int[] ids = new int[numbers.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = positions[numbers[i]];
    }
    return new ClassIds(names(), ids);
  }

  /** What is suspicious about the labels. */
  List<String> warnings();
}
