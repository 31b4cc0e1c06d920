package io.cutmix.dataset.classes;

import java.util.List;

/** What one sample's label says, before it is known whether that fits the other labels. */
public sealed interface LabelValue {

  /** One class, by name or id. */
  record Name(String text) implements LabelValue {}

  /** Any number of classes, by name or id. */
  record Names(List<String> texts) implements LabelValue {}

  /** A number for each class or column. */
  // Values are read once, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Numbers(double[] values) implements LabelValue {}

  /** Numbers for some classes, by id; those of the others are zero. As many ids as weights. */
  // As above.
  @SuppressWarnings("ArrayRecordComponent")
  record Weights(int[] ids, double[] weights) implements LabelValue {}
}
