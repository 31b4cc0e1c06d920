package io.cutmix.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cutmix.mix.CutMix;
import io.cutmix.mix.Pairing;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Plans for which the classes of the samples count. */
class PlanByClassTest {
  private static final CutMix DIFFERENT_CLASS =
      CutMix.builder(3).pairing(Pairing.DIFFERENT_CLASS).build();

  @Test
  void partners_are_of_other_classes_by_their_place_in_the_data_set() {
    int[] classes = IntStream.range(0, 90).map(i -> i / 30).toArray();
    Plan plan = new Plan(options(DIFFERENT_CLASS), Samples.ofClasses(classes), 8, 8);

    for (Batch batch : batches(plan)) {
      int[] ofBatch = IntStream.range(0, batch.size()).map(i -> classes[batch.sample(i)]).toArray();
      long largest =
          IntStream.range(0, 3)
              .mapToLong(id -> IntStream.of(ofBatch).filter(c -> c == id).count())
              .max()
              .orElseThrow();
      long different =
          IntStream.range(0, batch.size())
              .filter(i -> ofBatch[batch.recipe().partner(i)] != ofBatch[i])
              .count();
      assertThat(different).isEqualTo(Math.min(ofBatch.length, 2 * (ofBatch.length - largest)));
    }
  }

  @Test
  void classes_must_be_known_where_they_count() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plan(options(DIFFERENT_CLASS), 8, 8, 8))
        .withMessage(
            "pairing different-class needs one class for each sample, but the plan knows of none");
  }

  private static PlanOptions options(CutMix cutMix) {
    return new PlanOptions(cutMix, 1, 10, 2, 0);
  }

  private static List<Batch> batches(Plan plan) {
    return LongStream.range(0, plan.batches()).mapToObj(plan::batch).toList();
  }
}
