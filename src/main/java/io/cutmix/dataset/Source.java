package io.cutmix.dataset;

/** Where a data set's pictures and labels come from. */
public sealed interface Source permits LabelFileSource, FolderSource, ShardSource {

  /** Which classes there are. */
  ClassList classes();
}
