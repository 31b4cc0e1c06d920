package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** What the pre-processor makes of single batches, in every form that they may have. */
class PreProcessorBatchesTest {
  private static final int SAMPLES = 6;
  private static final int CLASSES = 3;
  private static final int SEED = 11;
  private static final CutMix CUT_MIX = CutMix.builder(CLASSES).boxScope(BoxScope.SAMPLE).build();

  @ParameterizedTest
  @EnumSource
  void a_box_is_the_same_pixels_in_every_layout(ImageLayout layout) {
    INDArray images = images(2, 8, 9);
    DataSet batch = new DataSet(layout.fromNchw(images).dup('c'), oneHot());

    CutMixPreProcessor.builder(CUT_MIX).seed(SEED).layout(layout).build().preProcess(batch);

    MixedBatch expected = expected(CUT_MIX, images, oneHot());
    assertThat(batch.getFeatures().shape()).isEqualTo(layout.fromNchw(images).shape());
    assertThat(layout.toNchw(batch.getFeatures()).dup('c')).isEqualTo(expected.images());
    assertThat(batch.getLabels()).isEqualTo(expected.targets());
    assertThat(batch.getFeatures()).isNotEqualTo(layout.fromNchw(images));
  }

  @Test
  void ids_in_a_column_or_a_row_one_hot_and_soft_labels_are_mixed() {
    INDArray soft = Nd4j.rand(DataType.DOUBLE, SAMPLES, CLASSES);

    assertThat(labels(ids().reshape(SAMPLES, 1))).isEqualTo(labels(oneHot()));
    assertThat(labels(ids())).isEqualTo(labels(oneHot()));
    assertThat(labels(soft)).isEqualTo(expected(CUT_MIX, images(1, 8, 9), soft).targets());
    assertThat(labels(soft).dataType()).isEqualTo(DataType.DOUBLE);
  }

  @Test
  void labels_of_another_number_of_classes_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labels(Nd4j.create(DataType.FLOAT, SAMPLES, CLASSES + 1)))
        .withMessageContaining("targets must be 6 class ids or rows of shape (6, 3)");
  }

  private static INDArray someMasked() {
    return Nd4j.ones(SAMPLES, 1).putScalar(2, 0);
  }

  @Test
  void masks_are_refused_with_a_reason() {
    DataSet labels = new DataSet(images(1, 8, 9), oneHot());
    labels.setLabelsMaskArray(someMasked());
    DataSet features = new DataSet(images(1, 8, 9), oneHot());
    features.setFeaturesMaskArray(someMasked());
    MultiDataSet multi = multi(images(1, 8, 9), oneHot());
    multi.setLabelsMaskArray(new INDArray[] {someMasked()});
    CutMixPreProcessor preProcessor = new CutMixPreProcessor(CUT_MIX, SEED);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> preProcessor.preProcess(labels))
        .withMessageStartingWith("labels have a mask, which can't be mixed: an image made of two");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preProcessor.preProcess(features))
        .withMessageStartingWith("features have a mask");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preProcessor.preProcess(multi))
        .withMessageStartingWith("labels have a mask");
  }

  @Test
  void features_that_are_no_images_are_refused() {
    DataSet batch = new DataSet(Nd4j.create(DataType.FLOAT, SAMPLES, 72), oneHot());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CutMixPreProcessor(CUT_MIX, SEED).preProcess(batch))
        .withMessage("features must be a batch of images with 4 axes, but have the shape [6, 72]");
  }

  @Test
  void a_share_of_the_batches_is_mixed_and_the_rest_keeps_its_features() {
    CutMixPreProcessor preProcessor =
        CutMixPreProcessor.builder(CUT_MIX).seed(SEED).prob(0.3).build();
    int mixed = 0;
    for (int i = 0; i < 200; i++) {
      INDArray images = images(1, 8, 9);
      DataSet batch = new DataSet(images, ids());
      preProcessor.preProcess(batch);
      if (batch.getFeatures() == images) {
        assertThat(batch.getLabels()).isEqualTo(oneHot());
      } else {
        mixed++;
      }
    }

    assertThat(mixed).isBetween(40, 80);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void shares_that_are_none_are_refused(double prob) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CutMixPreProcessor.builder(CUT_MIX).prob(prob))
        .withMessage("prob must be in 0..1, but was " + prob);
  }

  @Test
  void a_batch_of_one_stays_as_it_is_with_its_label_as_a_row() {
    INDArray image = Nd4j.rand(DataType.FLOAT, 1, 3, 4, 5);
    DataSet batch = new DataSet(image, Nd4j.createFromArray(2).reshape(1, 1));

    new CutMixPreProcessor(CUT_MIX, SEED).preProcess(batch);

    assertThat(batch.getFeatures()).isSameAs(image);
    assertThat(batch.getLabels()).isEqualTo(Nd4j.createFromArray(new float[][] {{0, 0, 1}}));
  }

  @Test
  void unmixed_labels_are_smoothed_as_mixed_ones_are() {
    CutMix smoothing = CutMix.builder(CLASSES).labelSmoothing(0.3).build();
    DataSet batch = new DataSet(images(1, 8, 9), ids());

    CutMixPreProcessor.builder(smoothing).prob(0).build().preProcess(batch);

    assertThat(batch.getLabels()).isEqualTo(oneHot().mul(0.7).add(0.1));
  }

  @Test
  void a_batch_for_everyone_one_box_or_one_each_and_everywhere_if_uniform() {
    CutMix one = CutMix.builder(CLASSES).length(0.5).build();
    CutMix uniform =
        CutMix.builder(CLASSES).length(0.5).uniformSampling(true).boxScope(BoxScope.SAMPLE).build();

    for (CutMix cutMix : List.of(one, CUT_MIX, uniform)) {
      DataSet batch = new DataSet(images(1, 8, 9), oneHot());
      new CutMixPreProcessor(cutMix, SEED).preProcess(batch);
      assertThat(batch.getFeatures())
          .isEqualTo(expected(cutMix, images(1, 8, 9), oneHot()).images());
    }
  }

  @Test
  void the_same_arrays_handed_out_again_are_mixed_anew_and_never_twice() {
    INDArray images = images(2, 8, 9);
    INDArray labels = oneHot();
    CutMixPreProcessor preProcessor = new CutMixPreProcessor(CUT_MIX, SEED);

    for (int number = 0; number < 5; number++) {
      DataSet batch = new DataSet(images, labels);
      preProcessor.preProcess(batch);
      assertThat(batch.getFeatures())
          .isEqualTo(expected(CUT_MIX, images(2, 8, 9), oneHot(), number).images());
    }
    assertThat(images).isEqualTo(images(2, 8, 9));
    assertThat(labels).isEqualTo(oneHot());
  }

  @Test
  void a_thread_that_reads_ahead_changes_nothing() {
    DataSet all = new DataSet(images(1, 8, 9), oneHot());
    AsyncDataSetIterator ahead = new AsyncDataSetIterator(mixing(all), 3);
    List<INDArray> mixed = new ArrayList<>();
    while (ahead.hasNext()) {
      mixed.add(ahead.next().getFeatures().dup());
    }
    ahead.shutdown();

    List<INDArray> plain = new ArrayList<>();
    mixing(all).forEachRemaining(batch -> plain.add(batch.getFeatures()));
    assertThat(mixed).isEqualTo(plain).hasSize(3);
  }

  private static DataSetIterator mixing(DataSet all) {
    DataSetIterator iterator = new ViewIterator(all, 2);
    iterator.setPreProcessor(new CutMixPreProcessor(CUT_MIX, SEED));
    return iterator;
  }

  @Test
  void several_inputs_get_the_same_boxes_and_several_outputs_the_same_shares() {
    INDArray colours = images(3, 8, 9);
    INDArray depths = Nd4j.rand(DataType.DOUBLE, SAMPLES, 1, 8, 9);
    INDArray regression = Nd4j.rand(DataType.DOUBLE, SAMPLES, 5);
    MultiDataSet batch =
        new MultiDataSet(
            new INDArray[] {colours, depths},
            new INDArray[] {ids().reshape(SAMPLES, 1), regression});

    new CutMixPreProcessor(CUT_MIX, SEED).preProcess(batch);

    MixedBatch first = expected(CUT_MIX, colours, oneHot());
    assertThat(batch.getFeatures(0)).isEqualTo(first.images());
    assertThat(batch.getFeatures(1)).isEqualTo(CUT_MIX.mix(depths, ids(), first.recipe()).images());
    assertThat(batch.getLabels(0)).isEqualTo(first.targets());
    assertThat(batch.getLabels(1))
        .isEqualTo(CutMix.builder(5).build().mix(colours, regression, first.recipe()).targets());
    assertThat(colours).isEqualTo(images(3, 8, 9));
  }

  @Test
  void a_multi_data_set_is_mixed_as_a_data_set_is() {
    MultiDataSet multi = multi(images(1, 8, 9), ids());
    DataSet batch = new DataSet(images(1, 8, 9), ids());
    CutMix byClass = CutMix.builder(CLASSES).pairing(Pairing.DIFFERENT_CLASS).build();
    for (CutMix cutMix : List.of(CUT_MIX, byClass)) {
      CutMixPreProcessor preProcessor = new CutMixPreProcessor(cutMix, SEED);
      new CutMixPreProcessor(cutMix, SEED).preProcess(batch);

      preProcessor.preProcess(multi);

      assertThat(multi.getFeatures(0)).isEqualTo(batch.getFeatures());
      assertThat(multi.getLabels(0)).isEqualTo(batch.getLabels());
    }
  }

  @Test
  void inputs_of_several_sizes_or_without_labels_are_refused() {
    MultiDataSet sizes =
        new MultiDataSet(
            new INDArray[] {images(1, 8, 9), images(1, 4, 9)}, new INDArray[] {oneHot()});
    MultiDataSet unlabelled = new MultiDataSet(images(1, 8, 9), oneHot());
    unlabelled.setLabels(null);
    CutMixPreProcessor preProcessor = new CutMixPreProcessor(CUT_MIX, SEED);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> preProcessor.preProcess(sizes))
        .withMessageContaining("features[1] must be as many images as features[0], of the same");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> preProcessor.preProcess(unlabelled))
        .withMessageContaining("without labels");
  }

  @Test
  void it_is_set_where_either_kind_is_expected() {
    DataSetPreProcessor single = new CutMixPreProcessor(CUT_MIX, SEED);

    assertThat(single).isInstanceOf(org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor.class);
  }

  private static INDArray labels(INDArray labels) {
    DataSet batch = new DataSet(images(1, 8, 9), labels);
    new CutMixPreProcessor(CUT_MIX, SEED).preProcess(batch);
    return batch.getLabels();
  }

  /** What a mix by hand gives for the first batch. */
  private static MixedBatch expected(CutMix cutMix, INDArray images, INDArray labels) {
    return expected(cutMix, images, labels, 0);
  }

  private static MixedBatch expected(CutMix cutMix, INDArray images, INDArray labels, int number) {
    var random = RandomStream.forBatch(SEED, 0, number);
    random.nextDouble(); // whether the batch is mixed at all
    return cutMix.mix(images, labels, random);
  }

  /** All pixels differ. */
  private static INDArray images(int channels, int height, int width) {
    long count = (long) SAMPLES * channels * height * width;
    return Nd4j.arange((double) count)
        .castTo(DataType.FLOAT)
        .reshape(SAMPLES, channels, height, width);
  }

  private static INDArray ids() {
    int[] ids = new int[SAMPLES];
    Arrays.setAll(ids, i -> i % CLASSES);
    return Nd4j.createFromArray(ids);
  }

  private static INDArray oneHot() {
    INDArray rows = Nd4j.create(DataType.FLOAT, SAMPLES, CLASSES);
    for (int i = 0; i < SAMPLES; i++) {
      rows.putScalar(i, i % CLASSES, 1);
    }
    return rows;
  }

  private static MultiDataSet multi(INDArray images, INDArray labels) {
    return new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels});
  }
}
