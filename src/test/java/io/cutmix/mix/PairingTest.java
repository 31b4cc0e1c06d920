package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is mixed with whom. */
class PairingTest {

  @ParameterizedTest
  @CsvSource({
    "DERANGEMENT, 2, 1",
    "DERANGEMENT, 3, 2",
    "DERANGEMENT, 4, 9",
    "DERANGEMENT, 5, 44",
    "PERMUTATION, 2, 2",
    "PERMUTATION, 3, 6",
    "PERMUTATION, 4, 24"
  })
  void every_pairing_is_equally_likely(Pairing pairing, int samples, int pairings) {
    long[] counts = counts(CutMix.builder(1).pairing(pairing).build(), samples);

    assertThat(counts).hasSize(pairings);
    if (pairings > 1) {
      assertThat(ChiSquareTest.withDefaults().test(counts).getPValue()).isGreaterThan(0.001);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 64, 1000})
  void nobody_is_its_own_partner_by_default(int samples) {
    for (int batch = 0; batch < 200; batch++) {
      Recipe recipe = draw(CutMix.builder(1).build(), batch, samples);
      assertThat(recipe.partners()).doesNotHaveDuplicates().hasSize(samples);
      assertThat(IntStream.range(0, samples)).noneMatch(i -> recipe.partner(i) == i);
    }
  }

  @Test
  void batch_of_one_stays_unmixed_by_default() {
    assertThat(draw(CutMix.builder(1).build(), 0, 1)).isEqualTo(Recipe.unmixed(1));
  }

  @Test
  void batch_of_one_keeps_its_box_when_it_may_be_its_own_partner() {
    Box box = new Box(1, 1, 3, 3);
    CutMix cutMix = CutMix.builder(1).bbox(box).pairing(Pairing.PERMUTATION).build();

    assertThat(draw(cutMix, 0, 1)).isEqualTo(Recipe.of(new int[] {0}, List.of(box)));
  }

  @Test
  void two_samples_are_each_others_partners() {
    assertThat(draw(CutMix.builder(1).build(), 0, 2).partners()).containsExactly(1, 0);
  }

  @Test
  void given_indices_are_the_partners_whatever_is_done_to_the_array_later() {
    int[] indices = {2, 0, 1};
    CutMix.Builder builder = CutMix.builder(1).indices(indices);
    Arrays.fill(indices, 0);

    assertThat(draw(builder.build(), 0, 3).partners()).containsExactly(2, 0, 1);
  }

  @ParameterizedTest
  @EnumSource
  void batch_has_one_box_or_one_for_each_sample(BoxScope scope) {
    CutMix cutMix = CutMix.builder(1).boxScope(scope).build();

    long boxes = draw(cutMix, 0, 16).boxes().stream().distinct().count();

    assertThat(boxes)
        .isEqualTo(
            switch (scope) {
              case BATCH -> 1;
              case SAMPLE -> 16;
              case PAIR -> 8;
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 64, 65})
  void pairs_share_a_box_and_an_odd_batch_has_three_in_a_circle(int samples) {
    CutMix cutMix = CutMix.builder(1).boxScope(BoxScope.PAIR).build();
    for (int batch = 0; batch < 100; batch++) {
      Recipe recipe = draw(cutMix, batch, samples);
      int inPairs = 0;
      for (int i = 0; i < samples; i++) {
        int partner = recipe.partner(i);
        assertThat(partner).isNotEqualTo(i);
        assertThat(recipe.box(partner)).isEqualTo(recipe.box(i));
        inPairs += recipe.partner(partner) == i ? 1 : 0;
      }
      assertThat(inPairs).isEqualTo(samples % 2 == 0 ? samples : samples - 3);
      assertThat(recipe.boxes().stream().distinct()).hasSize(samples / 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 2", "4, 3", "5, 20", "6, 15"})
  void all_ways_to_pair_are_equally_likely(int samples, int ways) {
    long[] counts = counts(CutMix.builder(1).boxScope(BoxScope.PAIR).build(), samples);

    assertThat(counts).hasSize(ways);
    if (ways > 1) {
      assertThat(ChiSquareTest.withDefaults().test(counts).getPValue()).isGreaterThan(0.001);
    }
  }

  @Test
  void samples_on_a_cycle_of_given_indices_share_a_box() {
    CutMix cutMix = CutMix.builder(1).boxScope(BoxScope.PAIR).indices(2, 3, 4, 1, 0, 5).build();

    Recipe recipe = draw(cutMix, 0, 6);

    assertThat(recipe.partners()).containsExactly(2, 3, 4, 1, 0, 5);
    assertThat(recipe.box(2)).isEqualTo(recipe.box(0)).isEqualTo(recipe.box(4));
    assertThat(recipe.box(3)).isEqualTo(recipe.box(1)).isNotEqualTo(recipe.box(0));
    assertThat(recipe.boxes().stream().distinct()).hasSize(3);
  }

  @Test
  void a_lone_sample_has_no_pair() {
    CutMix cutMix = CutMix.builder(1).boxScope(BoxScope.PAIR).build();

    assertThat(draw(cutMix, 0, 1)).isEqualTo(Recipe.unmixed(1));
  }

  private static Recipe draw(CutMix cutMix, int batch, int samples) {
    return cutMix.draw(RandomStream.forBatch(3, 0, batch), samples, 512, 512);
  }

  private static long[] counts(CutMix cutMix, int samples) {
    Map<String, Long> counts = new TreeMap<>();
    for (int batch = 0; batch < 20_000; batch++) {
      counts.merge(Arrays.toString(draw(cutMix, batch, samples).partners()), 1L, Long::sum);
    }
    return counts.values().stream().mapToLong(Long::longValue).toArray();
  }
}
