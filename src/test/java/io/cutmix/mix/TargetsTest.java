package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Labels of a batch of three, of which each sample keeps three quarters of its pixels. */
class TargetsTest {
  private static final INDArray IMAGES = Nd4j.create(DataType.UINT8, 3, 1, 2, 4);
  private static final int[] PARTNERS = {1, 2, 0};
  private static final List<Box> BOX = List.of(new Box(0, 0, 2, 1));
  private static final double[][] ONE_HOT = {{0, 1, 0, 0}, {0, 0, 0, 1}, {1, 0, 0, 0}};
  private static final double[][] ROWS = {{1, 2, 3, -4}, {5, 0, 7, 8}, {-9, 10, 11, 12}};

  static Stream<DataType> idTypes() {
    return Stream.of(
        DataType.UINT8,
        DataType.INT8,
        DataType.INT16,
        DataType.INT32,
        DataType.INT64,
        DataType.FLOAT,
        DataType.DOUBLE);
  }

  @ParameterizedTest
  @MethodSource("idTypes")
  void class_ids_of_any_type_become_float_rows(DataType type) {
    INDArray mixed = mix(Nd4j.createFromArray(1, 3, 0).castTo(type));

    assertThat(mixed.dataType()).isEqualTo(DataType.FLOAT);
    assertMixed(ONE_HOT, mixed);
  }

  @Test
  void class_ids_may_stand_in_a_column() {
    assertMixed(ONE_HOT, mix(Nd4j.createFromArray(1, 3, 0).reshape(3, 1)));
  }

  static Stream<Arguments> rowTypes() {
    return Stream.of(
        Arguments.of(DataType.INT8, DataType.FLOAT),
        Arguments.of(DataType.INT64, DataType.FLOAT),
        Arguments.of(DataType.FLOAT16, DataType.FLOAT16),
        Arguments.of(DataType.FLOAT, DataType.FLOAT),
        Arguments.of(DataType.DOUBLE, DataType.DOUBLE));
  }

  @ParameterizedTest
  @MethodSource("rowTypes")
  void rows_of_any_type_keep_their_fractions(DataType type, DataType mixedType) {
    INDArray mixed = mix(Nd4j.createFromArray(ROWS).castTo(type));

    assertThat(mixed.dataType()).isEqualTo(mixedType);
    assertMixed(ROWS, mixed);
  }

  @Test
  void rows_of_booleans_are_one_hot_rows() {
    assertMixed(ONE_HOT, mix(Nd4j.createFromArray(ONE_HOT).castTo(DataType.BOOL)));
  }

  @Test
  void rows_in_fortran_order_are_read_by_row() {
    assertMixed(ROWS, mix(Nd4j.createFromArray(ROWS).dup('f')));
  }

  @Test
  void rows_inside_a_larger_array_are_read_from_there() {
    INDArray whole = Nd4j.create(DataType.DOUBLE, 5, 6);
    INDArray inside = whole.get(NDArrayIndex.interval(1, 4), NDArrayIndex.interval(2, 6));
    inside.assign(Nd4j.createFromArray(ROWS));

    assertMixed(ROWS, mix(inside));
  }

  @Test
  void one_column_of_one_class_is_a_regression_target() {
    INDArray targets = Nd4j.createFromArray(2.0, -4.0, 8.0).reshape(3, 1);

    INDArray mixed = CutMix.builder(1).build().mix(IMAGES, targets, recipe()).targets();

    NaiveCutMix.assertClose(mixed, new double[][] {{0.5}, {-1}, {6.5}}, 1e-12);
  }

  @Test
  void every_sample_has_its_own_lambda_when_boxes_differ() {
    List<Box> boxes = List.of(Box.EMPTY, new Box(0, 0, 4, 2), new Box(3, 1, 4, 2));

    MixedBatch mixed =
        CutMix.builder(4)
            .build()
            .mix(IMAGES, Nd4j.createFromArray(ROWS), Recipe.of(PARTNERS, boxes));

    assertThat(mixed.lambdas()).containsExactly(1, 0, 0.875);
    NaiveCutMix.assertClose(
        mixed.targets(), NaiveCutMix.targets(ROWS, PARTNERS, boxes, 2, 4), 1e-12);
  }

  @Test
  void a_sample_without_pixels_of_another_keeps_its_target_to_the_bit() {
    double infinite = Double.POSITIVE_INFINITY;
    double[][] rows = {{infinite, 0.1, Double.NaN, -0.0}, {5, 0.7, 0.2, 8}, {0.3, 0.1, 0.7, 0.9}};
    Box whole = new Box(0, 0, 4, 2);
    List<Box> boxes = List.of(new Box(1, 1, 3, 1), whole, new Box(0, 0, 3, 1));

    double[] mixed =
        CutMix.builder(4)
            .build()
            .mix(IMAGES, Nd4j.createFromArray(rows), Recipe.of(new int[] {1, 0, 2}, boxes))
            .targets()
            .dup()
            .data()
            .asDouble();

    assertThat(mixed)
        .containsExactly(
            infinite, 0.1, Double.NaN, -0.0, infinite, 0.1, Double.NaN, -0.0, 0.3, 0.1, 0.7, 0.9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3})
  void a_smoothed_target_is_an_array_of_its_own(double smoothing) {
    double[] target = {0, 1};

    double[] smooth = CutMix.builder(2).labelSmoothing(smoothing).build().smooth(target);

    assertThat(smooth)
        .isNotSameAs(target)
        .containsExactly(new double[] {smoothing / 2, 1 - smoothing / 2}, within(1e-15));
    assertThat(target).containsExactly(0, 1);
  }

  @Test
  void smoothing_spreads_a_share_of_each_row_over_all_classes_before_mixing() {
    CutMix cutMix = CutMix.builder(4).labelSmoothing(0.2).build();
    double[][] smooth = new double[3][4];
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 4; k++) {
        smooth[i][k] = ONE_HOT[i][k] == 1 ? 0.85 : 0.05;
      }
    }

    INDArray ids = Nd4j.createFromArray(1, 3, 0);
    INDArray rows = Nd4j.createFromArray(ONE_HOT);
    double[][] expected = NaiveCutMix.targets(smooth, PARTNERS, BOX, 2, 4);

    NaiveCutMix.assertClose(cutMix.mix(IMAGES, ids, recipe()).targets(), expected, 1e-6);
    NaiveCutMix.assertClose(cutMix.mix(IMAGES, rows, recipe()).targets(), expected, 1e-12);
    assertThat(rows).isEqualTo(Nd4j.createFromArray(ONE_HOT));
    assertThat(cutMix.smooth(new double[] {0, 1, 0, 0}))
        .containsExactly(new double[] {0.05, 0.85, 0.05, 0.05}, within(1e-15));
  }

  private static Recipe recipe() {
    return Recipe.of(PARTNERS, BOX);
  }

  private static INDArray mix(INDArray targets) {
    return CutMix.builder(4).build().mix(IMAGES, targets, recipe()).targets();
  }

  private static void assertMixed(double[][] rows, INDArray mixed) {
    NaiveCutMix.assertClose(mixed, NaiveCutMix.targets(rows, PARTNERS, BOX, 2, 4), 1e-12);
  }
}
