package io.cutmix.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.verify.Sizes.Batches;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a copy is cut into batches. */
class BatchesTest {
  private static int[] batchOfEach(Batches batches, int samples) {
    return IntStream.range(0, samples).map(batches::at).toArray();
  }

  @Test
  void the_last_batch_may_be_smaller() {
    Batches batches = new Batches(new int[] {5}, 3);

    assertThat(batchOfEach(batches, 5)).containsExactly(0, 0, 0, 1, 1);
    assertThat(batches.count()).isEqualTo(2);
  }

  @Test
  void a_lone_sample_goes_with_those_before_it() {
    Batches batches = new Batches(new int[] {7}, 3);

    assertThat(batchOfEach(batches, 7)).containsExactly(0, 0, 0, 1, 1, 1, 1);
    assertThat(batches.count()).isEqualTo(2);
    assertThat(new Batches(new int[] {1}, 3).count()).isEqualTo(1);
  }

  @Test
  void sizes_do_not_share_a_batch() {
    Batches batches = new Batches(new int[] {3, 2, 1}, 2);

    assertThat(batchOfEach(batches, 6)).containsExactly(0, 0, 0, 1, 1, 2);
    assertThat(batches.count()).isEqualTo(3);
  }
}
