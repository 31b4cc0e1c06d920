package io.cutmix.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cutmix.mix.CutMix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where each sample comes out, told without going through the batches. */
class PlacesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 15, 16, 17, 1000})
  void sample_becomes_the_files_that_its_batches_say(int samples) {
    Plan plan = new Plan(options(3), samples, 8, 8).withOriginals();
    Places places = plan.places();

    assertThat(places.copies()).isEqualTo(4);
    for (long index = 0; index < plan.batches(); index++) {
      Batch batch = plan.batch(index);
      assertThat(plan.firstFile(index)).isEqualTo(batch.file(0));
      for (int i = 0; i < batch.size(); i++) {
        assertThat(places.file(batch.copy(), batch.sample(i))).isEqualTo(batch.file(i));
        assertThat(places.sample(batch.file(i))).isEqualTo(batch.sample(i));
      }
    }
  }

  @Test
  void place_by_all_other_samples_is_refused() {
    Buckets sizes = Buckets.of(new int[] {0, 1, 0}, new int[] {8, 9}, new int[] {8, 9});
    Plan buckets = new Plan(options(1), Samples.unclassified(3), sizes);
    Plan balanced = new Plan(options(1), Samples.ofClasses(0, 1, 1).balanced(1), 8, 8);

    assertThatThrownBy(buckets::places).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(balanced::places)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--balance");
  }

  private static PlanOptions options(int copies) {
    return new PlanOptions(CutMix.builder(2).build(), 1, 8, copies, 5);
  }
}
