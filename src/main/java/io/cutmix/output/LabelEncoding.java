package io.cutmix.output;

/** How the numbers of a label are written. */
public enum LabelEncoding {
  /** One for each class. */
  DENSE,
  /** The ids of the classes whose number isn't 0, and these numbers. */
  SPARSE
}
