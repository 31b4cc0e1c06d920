package io.cutmix.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/** A step as a fork-join task that keeps its failure instead of throwing it in some thread. */
final class StepAction extends RecursiveAction {
  private static final long serialVersionUID = 1;

  private final int index;
  private final transient Parallel.Step step;
  private transient volatile @Nullable Throwable failure;

  StepAction(int index, Parallel.Step step) {
    this.index = index;
    this.step = step;
  }

  /** Forks a step for each index and joins them all. To be called within a fork-join pool. */
  static void forEach(int count, Parallel.Step step) throws IOException {
    List<StepAction> actions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      actions.add(new StepAction(i, step));
    }
    invokeAll(actions);
    for (StepAction action : actions) {
      action.rethrow();
    }
  }

  @Override
  protected void compute() {
    try {
      step.run(index);
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }

  boolean failed() {
    return failure != null;
  }

  void rethrow() throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
