package io.cutmix.samples;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** Keeps the loss of every step of training. */
final class Losses extends BaseTrainingListener {
  private final List<Double> losses;

  Losses(List<Double> losses) {
    this.losses = losses;
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    losses.add(model.score());
  }
}
