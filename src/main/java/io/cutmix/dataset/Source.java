package io.cutmix.dataset;

import java.nio.file.Path;

/** Where a data set's pictures and labels come from. */
public sealed interface Source permits CsvSource, FolderSource {
  /** The folder that the names of samples are relative to. */
  Path images();

  /** Which classes there are, and in which order. */
  ClassList classes();
}
