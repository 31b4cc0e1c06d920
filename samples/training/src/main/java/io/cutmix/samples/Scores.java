package io.cutmix.samples;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * How a network does on pictures that it hasn't seen.
 *
 * @param accuracy share of the pictures whose class it finds
 * @param loss mean cross entropy, in nats
 * @param ece expected calibration error over 15 bins of equal width (Guo et al., "On Calibration of
 *     Modern Neural Networks", ICML 2017): by how much confidence and accuracy differ
 */
record Scores(double accuracy, double loss, double ece) {
  private static final int BINS = 15;

  static Scores of(MultiLayerNetwork network, DataSetIterator pictures) {
    Tally tally = new Tally();
    for (pictures.reset(); pictures.hasNext(); ) {
      DataSet batch = pictures.next();
      INDArray predicted = network.output(batch.getFeatures());
      INDArray classes = batch.getLabels().argMax(1);
      for (int i = 0; i < batch.numExamples(); i++) {
        tally.add(predicted.getRow(i).toDoubleVector(), classes.getInt(i));
      }
    }
    return tally.scores();
  }

  private static final class Tally {
    private final double[] confidence = new double[BINS];
    private final double[] right = new double[BINS];
    private double loss;
    private int pictures;

    void add(double[] probabilities, int label) {
      int best = 0;
      for (int k = 1; k < probabilities.length; k++) {
        best = probabilities[k] > probabilities[best] ? k : best;
      }
      int bin = Math.min(BINS - 1, (int) (probabilities[best] * BINS));
      confidence[bin] += probabilities[best];
      right[bin] += best == label ? 1 : 0;
      loss -= Math.log(Math.max(probabilities[label], 1e-12));
      pictures++;
    }

    Scores scores() {
      double hits = 0;
      double gap = 0;
      for (int bin = 0; bin < BINS; bin++) {
        hits += right[bin];
        gap += Math.abs(confidence[bin] - right[bin]);
      }
      return new Scores(hits / pictures, loss / pictures, gap / pictures);
    }
  }
}
