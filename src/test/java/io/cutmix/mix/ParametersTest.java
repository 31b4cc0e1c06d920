package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The parameters of CutMix as a value. */
class ParametersTest {
  private static final List<UnaryOperator<CutMix.Builder>> CHANGES =
      List.of(
          builder -> builder,
          builder -> builder.alpha(0.2),
          builder -> builder.length(0.5),
          builder -> builder.bbox(new Box(0, 0, 3, 3)),
          builder -> builder.minBox(0.1),
          builder -> builder.maxBox(0.1),
          builder -> builder.uniformSampling(true),
          builder -> builder.boxScope(BoxScope.SAMPLE),
          builder -> builder.pairing(Pairing.PERMUTATION),
          builder -> builder.indices(1, 0),
          builder -> builder.labelSmoothing(0.1));

  @Test
  void equal_parameters_are_equal_and_each_other_one_tells_two_apart() {
    for (int i = 0; i < CHANGES.size(); i++) {
      CutMix one = CHANGES.get(i).apply(CutMix.builder(3)).build();
      for (int k = 0; k < CHANGES.size(); k++) {
        CutMix other = CHANGES.get(k).apply(CutMix.builder(3)).build();
        assertThat(one.equals(other)).isEqualTo(i == k);
        assertThat(one.toString().equals(other.toString())).isEqualTo(i == k);
        assertThat(one.hashCode() == other.hashCode()).isEqualTo(i == k);
      }
      assertThat(one).isNotEqualTo(CHANGES.get(i).apply(CutMix.builder(4)).build());
    }
  }

  @Test
  void each_is_given_back() {
    CutMix plain = CutMix.builder(3).build();
    assertThat(plain.numClasses()).isEqualTo(3);
    assertThat(plain.alpha()).isEqualTo(1);
    assertThat(plain.length()).isEmpty();
    assertThat(plain.boxScope()).isEqualTo(BoxScope.BATCH);
    assertThat(plain.pairing()).isEqualTo(Pairing.DERANGEMENT);
    assertThat(plain.indices()).isEmpty();
    assertThat(plain.uniformSampling()).isFalse();

    CutMix other =
        CutMix.builder(3)
            .alpha(2)
            .minBox(0.1)
            .maxBox(0.5)
            .labelSmoothing(0.2)
            .indices(1, 0)
            .build();
    assertThat(other.alpha()).isEqualTo(2);
    assertThat(other.minBox()).hasValue(0.1);
    assertThat(other.maxBox()).hasValue(0.5);
    assertThat(other.labelSmoothing()).isEqualTo(0.2);
    assertThat(other.indices()).containsExactly(1, 0);
    Box box = new Box(0, 0, 2, 2);
    assertThat(CutMix.builder(3).bbox(box).build().bbox()).hasValue(box);
    assertThat(CutMix.builder(3).length(0.5).build().length()).hasValue(0.5);
    assertThat(CutMix.builder(3).uniformSampling(true).build().uniformSampling()).isTrue();
  }
}
