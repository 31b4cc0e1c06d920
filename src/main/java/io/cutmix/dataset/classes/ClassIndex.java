package io.cutmix.dataset.classes;

import io.cutmix.dataset.Labels;
import io.cutmix.dataset.Problems;
import io.cutmix.job.Problem;
import java.util.List;
import java.util.stream.IntStream;

/** Gives the labels of samples their numbers while they are read. Not thread-safe. */
public interface ClassIndex {
  int UNKNOWN = -1;

  /**
   * A number for the label, the same for each call; {@link #UNKNOWN} if it can have none, which is
   * a problem.
   *
   * @param correction what else than changing the options would help, such as "correct the row"
   */
  int numberOf(String label, Problems.At at, String correction);

  /** Whether the user has listed a class of that name. */
  default boolean isGiven(String name) {
    return false;
  }

  /** The classes in their order; it may change with every new label. */
  List<String> names();

  /** Where in {@link #names} the class of each number stands. */
  int[] positions();

  /** The labels of samples for which {@link #numberOf} gave these numbers. */
  default Labels labels(int[] numbers) {
    int[] positions = positions();
    return new ClassIds(names(), IntStream.of(numbers).map(i -> positions[i]).toArray());
  }

  /** What is suspicious about the labels of that many samples. */
  default List<Problem> warnings(int samples) {
    return List.of();
  }
}
