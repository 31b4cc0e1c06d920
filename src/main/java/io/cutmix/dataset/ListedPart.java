package io.cutmix.dataset;

import java.io.Serializable;
import java.util.List;

/** What one process knows of the samples that it has listed, besides the samples. */
public final class ListedPart implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<String> classes;
  private final boolean known;
  private final Problems problems;
  private final FolderNotes notes;
  private final LeftOut withoutPicture;

  /**
   * @param classes by which the labels have their numbers
   */
  ListedPart(ClassIndex classes, Problems problems, FolderNotes notes, LeftOut withoutPicture) {
    this.classes = List.copyOf(classes.byNumber());
    this.known = classes instanceof KnownClasses;
    this.problems = problems;
    this.notes = notes;
    this.withoutPicture = withoutPicture;
  }

  /** Problems alone. */
  ListedPart(Problems problems) {
    this(new FoundClasses(), problems, new FolderNotes(), new LeftOut());
  }

  /** The class of each number that a sample of this part may have. */
  List<String> classes() {
    return classes;
  }

  /** Whether these are all classes in their order, though more may not occur. */
  boolean areKnown() {
    return known;
  }

  Problems problems() {
    return problems;
  }

  FolderNotes notes() {
    return notes;
  }

  LeftOut withoutPicture() {
    return withoutPicture;
  }
}
