package io.cutmix.verify;

import java.util.HashSet;
import java.util.Set;

/** In which order file numbers come, and which of them stay gaps. Not thread-safe. */
final class Numbering {
  private final Subject subject;
  private final String labels;
  private final Set<Long> gaps = new HashSet<>();
  private long next;

  /**
   * @param labels name of the label file
   */
  Numbering(Subject subject, String labels) {
    this.subject = subject;
    this.labels = labels;
    subject.run().record().failures().forEach(failure -> gaps.add(failure.file()));
  }

  /**
   * The number of a row.
   *
   * @param stated what its name says; negative if it says nothing
   * @param image what the row is about
   * @return negative if there can't be such a row
   */
  long of(long stated, String image) {
    while (gaps.contains(next)) {
      next++;
    }
    long number = stated < 0 ? next : stated;
    String row = "row of " + image;
    if (gaps.contains(number)) {
      subject.differ(labels, row, "none, as run.json says it was skipped", "one");
      return -1;
    }
    if (number >= subject.files()) {
      subject.differ(labels, row, "none, as there are " + subject.files(), "one");
      return -1;
    }
    if (number < next) {
      subject.differ(image, "file number in " + labels, "one above those before", number);
      return number;
    }
    passMissing(number);
    next = number + 1;
    return number;
  }

  private void passMissing(long number) {
    // Of rendered rows some may be missing that nothing is known of.
    if (next == number || subject.run().isRendered()) {
      return;
    }
    for (; next < number; next++) {
      if (!gaps.contains(next)) {
        subject.differ(labels, "row of file number " + next, "there", "missing");
      }
    }
  }

  /** To be called behind the last row. */
  void end() {
    passMissing(subject.files());
  }
}
