package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** Streams that must not meet. */
class RandomStreamTest {

  @Test
  void same_seed_copy_and_batch_give_the_same_stream() {
    assertThat(first(RandomStream.forBatch(-9, 3, 7)))
        .containsExactlyElementsOf(first(RandomStream.forBatch(-9, 3, 7)).toList());
    assertThat(first(RandomStream.forOrder(-9, 3)))
        .containsExactlyElementsOf(first(RandomStream.forOrder(-9, 3)).toList());
  }

  @Test
  void seeds_copies_batches_and_purposes_have_streams_of_their_own() {
    long[] numbers = {0, 1, 2, -1, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE};
    Stream<Long> batches =
        LongStream.of(numbers)
            .boxed()
            .flatMap(seed -> LongStream.of(numbers).boxed().flatMap(copy -> perBatch(seed, copy)));
    Stream<Long> orders =
        LongStream.of(numbers)
            .boxed()
            .flatMap(
                seed ->
                    LongStream.of(numbers)
                        .boxed()
                        .flatMap(copy -> first(RandomStream.forOrder(seed, copy))));

    Stream<Long> inClasses =
        LongStream.of(numbers).boxed().flatMap(seed -> first(RandomStream.forOrderInClasses(seed)));

    assertThat(Stream.of(batches, orders, inClasses).flatMap(streams -> streams))
        .doesNotHaveDuplicates()
        .hasSize(7 * 7 * 8 * 4 + 7 * 4);
  }

  private static Stream<Long> perBatch(long seed, long copy) {
    return LongStream.of(0, 1, 2, -1, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE)
        .boxed()
        .flatMap(batch -> first(RandomStream.forBatch(seed, copy, batch)));
  }

  private static Stream<Long> first(UniformRandomProvider random) {
    return random.longs(4).boxed();
  }
}
