package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A loss that is interpolated instead of the labels, as later versions of the reference do. */
class InterpolatedLossTest {
  private static final int SAMPLES = 6;
  private static final int CLASSES = 4;
  private static final double TOLERANCE = 1e-5;

  private final INDArray images = Nd4j.rand(DataType.DOUBLE, SAMPLES, 3, 8, 9);
  private final INDArray labels = oneHot(0, 1, 2, 3, 1, 0);

  /** Losses for which it is worth knowing. */
  enum Loss {
    CROSS_ENTROPY(Activation.SOFTMAX, LossFunction.MCXENT),
    SQUARED_ERROR(Activation.IDENTITY, LossFunction.MSE);

    final Activation activation;
    final LossFunction function;

    Loss(Activation activation, LossFunction function) {
      this.activation = activation;
      this.function = function;
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_network_gets_the_same_gradient_both_ways(Loss loss) {
    CutMix cutMix = CutMix.builder(CLASSES).build();
    MixedBatch mixed = cutMix.mix(images, labels, RandomStream.forBatch(2, 0, 0));
    MultiLayerNetwork network = network(loss);
    double lambda = mixed.lambda(0);

    INDArray own = gradient(network, mixed.images(), labels);
    INDArray partners = gradient(network, mixed.images(), mixed.ofPartners(labels));
    INDArray interpolated = own.mul(lambda).add(partners.mul(1 - lambda));

    assertThat(lambda).isBetween(0.05, 0.95);
    assertThat(interpolated.distance2(own)).isGreaterThan(0.01);
    assertThat(maxDifference(interpolated, gradient(network, mixed.images(), mixed.targets())))
        .isLessThan(TOLERANCE);
  }

  @Test
  void a_box_for_each_sample_gives_each_its_own_share() {
    CutMix cutMix = CutMix.builder(CLASSES).boxScope(BoxScope.SAMPLE).build();
    MixedBatch mixed = cutMix.mix(images, labels, RandomStream.forBatch(2, 0, 0));
    INDArray pixels = mixed.images().reshape('c', SAMPLES, 3 * 8 * 9);
    INDArray weights = Nd4j.rand(DataType.DOUBLE, 3 * 8 * 9, CLASSES);
    INDArray predicted = Transforms.softmax(pixels.mmul(weights));
    INDArray share = Nd4j.createFromArray(mixed.lambdas()).reshape(SAMPLES, 1);

    INDArray own = predicted.sub(labels).mulColumnVector(share);
    INDArray partners = predicted.sub(mixed.ofPartners(labels)).mulColumnVector(share.rsub(1));
    INDArray interpolated = pixels.transpose().mmul(own.add(partners));

    INDArray soft = pixels.transpose().mmul(predicted.sub(mixed.targets()));
    assertThat(maxDifference(interpolated, soft)).isLessThan(TOLERANCE);
    double loss = crossEntropy(predicted, labels, share);
    double partnersLoss = crossEntropy(predicted, mixed.ofPartners(labels), share.rsub(1));
    assertThat(loss + partnersLoss)
        .isCloseTo(
            crossEntropy(predicted, mixed.targets(), Nd4j.ones(DataType.DOUBLE, SAMPLES, 1)),
            within(TOLERANCE));
  }

  @Test
  void ids_of_partners_are_ids() {
    Recipe recipe = Recipe.of(new int[] {2, 0, 1}, List.of(new Box(0, 0, 1, 1)));
    MixedBatch mixed =
        CutMix.builder(9).build().mix(Nd4j.rand(3, 1, 2, 2), Nd4j.createFromArray(7, 8, 3), recipe);

    assertThat(mixed.ofPartners(Nd4j.createFromArray(7, 8, 3)))
        .isEqualTo(Nd4j.createFromArray(3, 7, 8));
    assertThat(mixed.ofPartners(Nd4j.createFromArray(7, 8, 3).reshape(3, 1)))
        .isEqualTo(Nd4j.createFromArray(3, 7, 8).reshape(3, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mixed.ofPartners(Nd4j.createFromArray(7, 8)))
        .withMessage("targets must be 3, one for each image, but have the shape [2]");
  }

  private static MultiLayerNetwork network(Loss loss) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .dataType(DataType.DOUBLE)
            .activation(Activation.TANH)
            .list()
            .layer(new ConvolutionLayer.Builder(3, 3).nOut(2).build())
            .layer(
                new OutputLayer.Builder(loss.function)
                    .nOut(CLASSES)
                    .activation(loss.activation)
                    .build())
            .setInputType(InputType.convolutional(8, 9, 3))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static INDArray gradient(MultiLayerNetwork network, INDArray images, INDArray labels) {
    network.setInput(images);
    network.setLabels(labels);
    network.computeGradientAndScore();
    return network.gradient().gradient().dup();
  }

  private static double crossEntropy(INDArray predicted, INDArray labels, INDArray shares) {
    return -Transforms.log(predicted).mul(labels).mulColumnVector(shares).sumNumber().doubleValue();
  }

  private static double maxDifference(INDArray one, INDArray other) {
    return Transforms.abs(one.sub(other)).maxNumber().doubleValue();
  }

  private static INDArray oneHot(int... ids) {
    INDArray rows = Nd4j.create(DataType.DOUBLE, ids.length, CLASSES);
    for (int i = 0; i < ids.length; i++) {
      rows.putScalar(i, ids[i], 1);
    }
    return rows;
  }
}
