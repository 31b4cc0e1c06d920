package io.cutmix.image.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HuffmanCodeTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 19, 30, 286})
  void no_other_code_takes_fewer_bits(int symbols) {
    SplittableRandom random = new SplittableRandom(symbols);
    for (int trial = 0; trial < 50; trial++) {
      int[] counts = random.ints(symbols, 1, 2 + trial * trial).toArray();

      assertThat(new HuffmanCode(counts, 15).bits(counts)).isEqualTo(fewestBits(counts));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 10, 15})
  void no_code_is_longer_than_allowed_and_none_is_wasted(int longest) {
    int[] fibonacci = new int[30];
    Arrays.setAll(fibonacci, i -> i < 2 ? 1 : fibonacci[i - 1] + fibonacci[i - 2]);

    HuffmanCode code = new HuffmanCode(fibonacci, longest);

    double taken = 0;
    for (int symbol = 0; symbol < fibonacci.length; symbol++) {
      assertThat(code.length(symbol)).isBetween(1, longest);
      taken += Math.pow(2, -code.length(symbol));
    }
    assertThat(taken).isEqualTo(1);
  }

  @Test
  void a_lone_symbol_takes_a_bit_and_absent_ones_none() {
    HuffmanCode code = new HuffmanCode(new int[] {0, 5, 0}, 15);

    assertThat(code.length(0)).isZero();
    assertThat(code.length(1)).isEqualTo(1);
    assertThat(code.length(2)).isZero();
  }

  private static long fewestBits(int[] counts) {
    PriorityQueue<Long> weights = new PriorityQueue<>();
    for (int count : counts) {
      weights.add((long) count);
    }
    long bits = 0;
    while (weights.size() > 1) {
      long both = weights.remove() + weights.remove();
      bits += both;
      weights.add(both);
    }
    return bits;
  }
}
