package io.cutmix.samples;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Two convolutions and two dense layers for 28 × 28 gray pixels and ten classes. */
final class SmallNetwork {
  private static final double LEARNING_RATE = 2e-3;

  private SmallNetwork() {}

  /** One that isn't trained, whose learning rate falls to 0 over so many steps. */
  static MultiLayerNetwork of(long seed, int steps) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .updater(new Adam(new PolySchedule(ScheduleType.ITERATION, LEARNING_RATE, 1, steps)))
                .list()
                .layer(convolution(5, 16))
                .layer(convolution(3, 32))
                .layer(new DenseLayer.Builder().nOut(64).build())
                .layer(new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
    network.init();
    return network;
  }

  /** Halves both sides. */
  private static ConvolutionLayer convolution(int size, int channels) {
    return new ConvolutionLayer.Builder(size, size)
        .nOut(channels)
        .stride(2, 2)
        .padding(size / 2, size / 2)
        .build();
  }
}
