package io.cutmix.output;

import java.util.ArrayList;
import java.util.List;

/** The sum over the units of a run, added in their order. Not thread-safe. */
public final class RunCounts {
  private long images;
  private long mixed;
  private double lamSum;
  private final List<Failure> failures = new ArrayList<>();

  /** Takes in what became of one unit. */
  public void add(UnitCounts unit) {
    images += unit.images();
    mixed += unit.mixed();
    lamSum += unit.lamSum();
    failures.addAll(unit.failures());
  }

  /** Images written. */
  public long images() {
    return images;
  }

  /** Images that have a partner. */
  public long mixed() {
    return mixed;
  }

  /**
   * Mean share of its own pixels that an image kept, unmixed ones included; 1 if there are none.
   */
  public double meanLam() {
    return images == 0 ? 1 : lamSum / images;
  }

  /** Samples that are missing, in the order of their file numbers. */
  public List<Failure> failures() {
    return List.copyOf(failures);
  }
}
