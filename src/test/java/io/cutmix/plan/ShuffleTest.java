package io.cutmix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.mix.RandomStream;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of the samples: a permutation that looks random. */
class ShuffleTest {
  private static final int SEEDS = 6_000;

  static IntStream sizes() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 300), IntStream.of(4095, 4096, 4097, 65_536, 100_003));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void every_sample_stands_at_one_position(int size) {
    Shuffle shuffle = shuffle(size, 1);
    BitSet seen = new BitSet();
    for (int position = 0; position < size; position++) {
      seen.set(Math.toIntExact(shuffle.at(position)));
    }

    assertThat(seen.cardinality()).isEqualTo(size);
    assertThat(seen.length()).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000_000L, 1L << 40, (1L << 40) + 1, (1L << 61) + 12345})
  void positions_of_a_huge_data_set_hold_different_samples_in_range(long size) {
    Shuffle shuffle = shuffle(size, 0);
    LongStream positions =
        LongStream.concat(LongStream.range(0, 2000), LongStream.range(size - 2000, size));

    assertThat(positions.map(shuffle::at).boxed().toList())
        .doesNotHaveDuplicates()
        .allMatch(sample -> sample >= 0 && sample < size);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 24, 100})
  void first_position_holds_every_sample_equally_often(int size) {
    long[] counts = new long[size];
    for (int seed = 0; seed < SEEDS; seed++) {
      counts[(int) shuffle(size, seed).at(0)]++;
    }

    assertUniform(counts);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 24, 100})
  void first_sample_stands_at_every_position_equally_often(int size) {
    long[] counts = new long[size];
    for (int seed = 0; seed < SEEDS / 2; seed++) {
      Shuffle shuffle = shuffle(size, seed);
      int position = 0;
      while (shuffle.at(position) != 0) {
        position++;
      }
      counts[position]++;
    }

    assertUniform(counts);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 24})
  void neighbours_are_every_pair_equally_often(int size) {
    long[] counts = new long[size * (size - 1)];
    for (int seed = 0; seed < SEEDS; seed++) {
      Shuffle shuffle = shuffle(size, seed);
      int first = (int) shuffle.at(0);
      int second = (int) shuffle.at(1);
      counts[first * (size - 1) + (second < first ? second : second - 1)]++;
    }

    assertUniform(counts);
  }

  @ParameterizedTest
  @CsvSource({"3, 6", "4, 24", "5, 120"})
  void every_order_of_a_few_samples_is_equally_likely(int size, int orders) {
    Map<String, Long> counts = new TreeMap<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Shuffle shuffle = shuffle(size, seed);
      String order =
          LongStream.range(0, size).mapToObj(i -> "" + shuffle.at(i)).collect(Collectors.joining());
      counts.merge(order, 1L, Long::sum);
    }

    assertThat(counts).hasSize(orders);
    assertUniform(counts.values().stream().mapToLong(Long::longValue).toArray());
  }

  private static void assertUniform(long[] counts) {
    assertThat(ChiSquareTest.withDefaults().test(counts).getPValue()).isGreaterThan(0.001);
  }

  private static Shuffle shuffle(long size, long seed) {
    return new Shuffle(size, RandomStream.forOrder(seed, 0));
  }
}
