package io.cutmix.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstNamesTest {
  private final Inspection.FirstNames.Counter counter = new Inspection.FirstNames.Counter();

  @Test
  void names_are_in_their_order_whoever_comes_first() {
    IntStream.range(0, 5_000).parallel().forEach(i -> counter.add("%04d".formatted(4_999 - i)));

    assertThat(counter.names().count()).isEqualTo(5_000);
    assertThat(counter.names().first()).hasSize(5_000).isSorted().startsWith("0000", "0001");
  }

  @Test
  void of_more_than_anybody_reads_the_first_are_kept() {
    IntStream.range(0, 100_003).forEach(i -> counter.add("%06d".formatted(100_002 - i)));

    assertThat(counter.names().count()).isEqualTo(100_003);
    assertThat(counter.names().first()).hasSize(100_000).startsWith("000000").endsWith("099999");
  }
}
