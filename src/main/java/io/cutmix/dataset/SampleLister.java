package io.cutmix.dataset;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lists a data set part by part, so that several processes can share the work and none holds it
 * all. Each sample must have one class. Not thread-safe.
 */
public sealed interface SampleLister permits FolderLister, ShardLister, LabelFileLister {

  /** A lister for a process that lists some parts. */
  static SampleLister of(Source source, Predicate<String> isPicture) throws IOException {
    if (source instanceof LabelFileSource file) {
      return new LabelFileLister(file, isPicture);
    }
    return source instanceof ShardSource shards
        ? new ShardLister(shards, isPicture)
        : new FolderLister((FolderSource) source, isPicture);
  }

  /**
   * The parts of the data set, which are class folders, shards, or one for a label file. Unless it
   * is the latter, the names of a part's samples all come before those of the next part.
   */
  List<String> parts() throws IOException;

  /**
   * The samples of a part in the order of their names, or of the rows of a label file. Their labels
   * are numbers of this lister's own, and the files that a label file names are left open.
   *
   * @throws IOException if reading fails; then the iterator throws it unchecked
   */
  Iterator<SampleRow> rows(String part) throws IOException;

  /** What is known of all parts of which every row was taken. */
  ListedPart summary() throws IOException;
}
