package io.cutmix.finished;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;

/** A file of a finished folder is missing, or can't be read any further. */
public final class BrokenFile extends ProblemException {
  private static final long serialVersionUID = 1;

  private final transient Difference difference;

  /**
   * @param file relative to the folder
   * @param what of the file, or where in it
   * @param expected what should be there
   */
  public BrokenFile(String file, String what, String expected, String found) {
    this(new Difference(file, what, expected, found));
  }

  private BrokenFile(Difference difference) {
    super(
        Problem.of(difference.reason())
            .value(difference.found())
            .remedy("write the folder again")
            .at(difference.file()));
    this.difference = difference;
  }

  public Difference difference() {
    return difference;
  }
}
