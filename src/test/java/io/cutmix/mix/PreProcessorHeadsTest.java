package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Labels that aren't one class for each image: further heads, single pixels, none, and masks. */
class PreProcessorHeadsTest {
  private static final int SAMPLES = 8;
  private static final CutMix CUT_MIX =
      CutMix.builder(10).length(0.5).boxScope(BoxScope.SAMPLE).build();

  private static INDArray images() {
    return Nd4j.arange(SAMPLES * 3.0 * 8 * 8).castTo(DataType.FLOAT).reshape(SAMPLES, 3, 8, 8);
  }

  private static INDArray ids() {
    return Nd4j.createFromArray(0, 1, 2, 3, 4, 5, 6, 7);
  }

  private static Recipe recipe() {
    var random = RandomStream.forBatch(1, 0, 0);
    random.nextDouble(); // whether the batch is mixed at all
    return CUT_MIX.draw(random, SAMPLES, 8, 8);
  }

  private static INDArray second(INDArray labels, CutMixPreProcessor.Builder builder) {
    MultiDataSet batch =
        new MultiDataSet(new INDArray[] {images()}, new INDArray[] {ids(), labels});
    builder.seed(1).build().preProcess(batch);
    return batch.getLabels(1);
  }

  private static CutMixPreProcessor.Builder builder() {
    return CutMixPreProcessor.builder(CUT_MIX);
  }

  @Test
  void a_column_of_0_and_1_stays_a_column_mixed_in_proportion() {
    float[] own = {0, 1, 0, 1, 1, 1, 0, 1};
    for (DataType type : List.of(DataType.FLOAT, DataType.INT32, DataType.BOOL)) {
      INDArray mixed =
          second(Nd4j.createFromArray(own).castTo(type).reshape(SAMPLES, 1), builder());

      assertThat(mixed.shape()).containsExactly(SAMPLES, 1);
      for (int i = 0; i < SAMPLES; i++) {
        double lambda = recipe().box(i).keptFraction(8, 8);
        double expected = lambda * own[i] + (1 - lambda) * own[recipe().partner(i)];
        assertThat(mixed.getDouble(i)).isEqualTo((float) expected);
      }
    }
  }

  @Test
  void numbers_without_a_second_axis_keep_their_shape() {
    assertThat(second(Nd4j.rand(DataType.DOUBLE, SAMPLES), builder()).shape())
        .containsExactly(SAMPLES);
  }

  @Test
  void a_head_of_a_batch_that_is_not_mixed_stays_what_it_is_to_the_bit() {
    INDArray head =
        Nd4j.createFromArray(
                Double.POSITIVE_INFINITY, Double.NaN, -0.0, 0.1, 1e-320, 23, 7, Double.MAX_VALUE)
            .reshape(SAMPLES, 1);

    assertThat(second(head.dup(), builder().prob(0)).data().asDouble())
        .containsExactly(head.data().asDouble());
  }

  @Test
  void smoothing_is_for_the_first_head() {
    CutMix smoothing = CutMix.builder(10).labelSmoothing(0.2).build();
    INDArray head = Nd4j.rand(DataType.FLOAT, SAMPLES, 4);

    assertThat(second(head.dup(), CutMixPreProcessor.builder(smoothing).prob(0))).isEqualTo(head);
  }

  @Test
  void class_ids_in_a_further_head_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> second(ids(), builder()))
        .withMessage(
            "targets beside the first are numbers and not class ids, but are whole numbers such as 2; give classes as one-hot rows, and numbers as floating point");
  }

  /** As each pixel has the number of its image, so has its label. */
  @ParameterizedTest
  @EnumSource
  void labels_of_single_pixels_go_with_their_pixels(ImageLayout layout) {
    INDArray numbers = Nd4j.create(DataType.FLOAT, SAMPLES, 2, 8, 8);
    for (int i = 0; i < SAMPLES; i++) {
      numbers.slice(i).assign(i);
    }
    CutMixPreProcessor.Builder builder = CutMixPreProcessor.builder(CUT_MIX).seed(1).layout(layout);
    INDArray features = layout.fromNchw(numbers.dup());
    for (INDArray labels :
        List.of(
            layout.fromNchw(numbers.dup()),
            numbers.castTo(DataType.INT32).tensorAlongDimension(0, 0, 2, 3).dup())) {
      DataSet batch = new DataSet(features, labels);

      builder.build().preProcess(batch);

      assertThat(batch.getLabels().shape()).isEqualTo(labels.shape());
      assertThat(batch.getLabels().dataType()).isEqualTo(labels.dataType());
      INDArray mixed = layout.toNchw(batch.getFeatures());
      INDArray expected =
          labels.rank() == 4 ? batch.getFeatures() : mixed.tensorAlongDimension(0, 0, 2, 3);
      assertThat(batch.getLabels().castTo(DataType.FLOAT)).isEqualTo(expected.dup());
      assertThat(batch.getFeatures()).isNotEqualTo(features);
    }
  }

  @Test
  void single_pixels_have_no_class_to_pair_or_smooth_by() {
    DataSet batch = new DataSet(images(), Nd4j.zeros(SAMPLES, 8, 8));
    CutMix byClass = CutMix.builder(10).pairing(Pairing.DIFFERENT_CLASS).build();
    CutMix smoothing = CutMix.builder(10).labelSmoothing(0.1).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CutMixPreProcessor(byClass, 1).preProcess(batch))
        .withMessageContaining("needs one class for each image");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CutMixPreProcessor(smoothing, 1).preProcess(batch))
        .withMessageContaining("label smoothing is for classes of images");
  }

  @Test
  void pixels_of_another_size_are_refused() {
    DataSet batch = new DataSet(images(), Nd4j.zeros(SAMPLES, 1, 4, 4));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CutMixPreProcessor(CUT_MIX, 1).preProcess(batch))
        .withMessage(
            "targets of single pixels must be (N, H, W) or (N, C, H, W) as the images [8, 3, 8, 8], but have [8, 1, 4, 4]");
  }

  @Test
  void empty_masks_are_none() {
    DataSet masked = new DataSet(images(), ids());
    masked.setLabelsMaskArray(Nd4j.empty(DataType.FLOAT));
    masked.setFeaturesMaskArray(Nd4j.empty(DataType.BOOL));
    DataSet plain = new DataSet(images(), ids());

    new CutMixPreProcessor(CUT_MIX, 1).preProcess(masked);

    new CutMixPreProcessor(CUT_MIX, 1).preProcess(plain);
    assertThat(masked.getFeatures()).isEqualTo(plain.getFeatures());
    assertThat(masked.getLabels()).isEqualTo(plain.getLabels());
  }

  @Test
  void masks_of_ones_change_nothing() {
    DataSet masked = new DataSet(images(), ids());
    masked.setLabelsMaskArray(Nd4j.ones(SAMPLES, 1));
    masked.setFeaturesMaskArray(Nd4j.ones(DataType.BOOL, SAMPLES, 1));
    DataSet plain = new DataSet(images(), ids());

    new CutMixPreProcessor(CUT_MIX, 1).preProcess(masked);
    new CutMixPreProcessor(CUT_MIX, 1).preProcess(plain);

    assertThat(masked.getFeatures()).isEqualTo(plain.getFeatures());
    assertThat(masked.getLabels()).isEqualTo(plain.getLabels());
    assertThat(masked.getLabelsMaskArray()).isEqualTo(Nd4j.ones(SAMPLES, 1));
  }

  @Test
  void a_batch_without_labels_is_refused() {
    DataSet batch = new DataSet(images(), null);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CutMixPreProcessor(CUT_MIX, 1).preProcess(batch))
        .withMessageStartingWith("a batch without labels can't be mixed");
  }

  @Test
  void a_vector_beside_images_is_refused_and_the_batch_unchanged() {
    INDArray images = images();
    MultiDataSet batch =
        new MultiDataSet(new INDArray[] {images, Nd4j.rand(SAMPLES, 4)}, new INDArray[] {ids()});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CutMixPreProcessor(CUT_MIX, 1).preProcess(batch))
        .withMessage(
            "features[1] must be a batch of images with 4 axes, but have the shape [8, 4]; no box can mix what isn't an image, so add it to the mixed batch later");
    assertThat(batch.getFeatures(0)).isSameAs(images);
  }

  @Test
  void a_resumed_training_mixes_on_where_it_was() {
    CutMixPreProcessor whole = builder().seed(1).startAt(3, 0).build();
    DataSet batch = new DataSet(images(), ids());
    for (int number = 0; number < 5; number++) {
      batch = new DataSet(images(), ids());
      whole.preProcess(batch);
    }
    DataSet resumed = new DataSet(images(), ids());

    builder().seed(1).startAt(3, 4).build().preProcess(resumed);

    assertThat(resumed.getFeatures()).isEqualTo(batch.getFeatures());
    var random = RandomStream.forBatch(1, 3, 4);
    random.nextDouble();
    assertThat(resumed.getFeatures())
        .isEqualTo(CUT_MIX.mix(images(), ids(), random).images())
        .isNotEqualTo(images());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().startAt(0, -1))
        .withMessage("batch must be at least 0, but was -1");
  }
}
