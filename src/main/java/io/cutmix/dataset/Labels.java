package io.cutmix.dataset;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cutmix.dataset.classes.ClassIds;
import io.cutmix.dataset.classes.TargetRows;
import java.util.List;

/** What each sample of a data set is labelled with. Immutable and thread-safe. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({@JsonSubTypes.Type(ClassIds.class), @JsonSubTypes.Type(TargetRows.class)})
public interface Labels {
  /** The names of the numbers in a {@link #row}, in their order; at least one. */
  List<String> classes();

  /**
   * The target of one sample: for class ids a one-hot row, otherwise the numbers of its row.
   *
   * @param sample from 0 to the size of the data set, exclusive
   * @return a new array with one finite number for each of {@link #classes}
   */
  double[] row(int sample);

  /** Whether the numbers of a row are a value each, as regression targets, of which few are 0. */
  default boolean areNumbers() {
    return false;
  }

  /** Whether each sample has one class, and so a {@link #classId}. */
  default boolean areClassIds() {
    return false;
  }

  /**
   * The position of the sample's class in {@link #classes}.
   *
   * @throws IllegalStateException unless {@link #areClassIds}
   */
  default int classId(int sample) {
    throw new IllegalStateException("labels are rows of numbers");
  }
}
