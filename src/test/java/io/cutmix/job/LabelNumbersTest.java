package io.cutmix.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelNumbersTest {
  private static double[] label(int classes) {
    double[] label = new double[classes];
    label[1] = 0.75;
    label[classes - 1] = 0.25;
    return label;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 16, 20_000})
  void all_numbers_come_back(int classes) {
    double[] label = label(classes);

    LabelNumbers kept = LabelNumbers.of(label.clone());

    assertThat(kept.all()).isEqualTo(label);
    assertThat(kept.length()).isEqualTo(classes);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20_000})
  void those_that_are_not_zero_are_found(int classes) {
    LabelNumbers kept = LabelNumbers.of(label(classes)).withoutZeros();

    assertThat(kept.ids()).containsExactly(1, classes - 1);
    assertThat(kept.values()).containsExactly(0.75, 0.25);
  }

  @Test
  void of_many_classes_only_those_are_kept() {
    assertThat(LabelNumbers.of(label(20_000)).values()).hasSize(2);
  }

  @Test
  void a_negative_zero_stays_one() {
    double[] label = label(100);
    label[7] = -0.0;

    LabelNumbers kept = LabelNumbers.of(label.clone());

    assertThat(Double.doubleToRawLongBits(kept.all()[7])).isEqualTo(Long.MIN_VALUE);
    assertThat(kept.withoutZeros().ids()).containsExactly(1, 99);
  }

  @Test
  void a_label_of_zeros_stays_one() {
    assertThat(LabelNumbers.of(new double[100]).all()).isEqualTo(new double[100]);
    assertThat(LabelNumbers.of(new double[100]).withoutZeros().ids()).isEmpty();
  }
}
