package io.cutmix.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cutmix.mix.CutMix;
import io.cutmix.mix.Pairing;
import io.cutmix.plan.PlanOptions.ProbScope;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans for which the classes of the samples count. */
class PlanByClassTest {
  private static final CutMix PLAIN = CutMix.builder(4).build();
  private static final CutMix DIFFERENT_CLASS =
      CutMix.builder(3).pairing(Pairing.DIFFERENT_CLASS).build();

  @Test
  void partners_are_of_other_classes_by_their_place_in_the_data_set() {
    int[] classes = IntStream.range(0, 90).map(i -> i / 30).toArray();
    Plan plan = Plans.of(options(DIFFERENT_CLASS), Samples.ofClasses(classes), 8, 8);

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

  @ParameterizedTest
  @EnumSource
  void only_samples_of_the_given_classes_are_mixed_and_with_each_other(ProbScope scope) {
    int[] classes = IntStream.range(0, 200).map(i -> i % 4).toArray();
    PlanOptions options = new PlanOptions(PLAIN, 1, scope, 10, 1, 0);
    Plan plan = Plans.of(options, Samples.ofClasses(classes).mixingOnly(1, 3), 8, 8);

    for (Batch batch : batches(plan)) {
      long ofThese =
          IntStream.range(0, batch.size()).filter(i -> classes[batch.sample(i)] % 2 == 1).count();
      for (int i = 0; i < batch.size(); i++) {
        int partner = batch.recipe().partner(i);
        boolean mixed = classes[batch.sample(i)] % 2 == 1 && ofThese > 1;
        assertThat(partner != i).isEqualTo(mixed);
        assertThat(batch.recipe().leaves(i) || mixed).isTrue();
        assertThat(classes[batch.sample(partner)] % 2).isEqualTo(classes[batch.sample(i)] % 2);
      }
    }
  }

  @Test
  void samples_are_not_mixed_where_there_is_but_one_of_the_given_classes() {
    Plan plan = Plans.of(options(PLAIN), Samples.ofClasses(0, 0, 1, 0, 0, 0).mixingOnly(1), 8, 8);

    assertThat(batches(plan)).noneMatch(Batch::mixed);
  }

  @Test
  void classes_must_be_known_to_mix_only_some() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.unclassified(8).mixingOnly(1))
        .withMessage("mix-classes needs one class for each sample");
  }

  @Test
  void classes_must_be_known_where_they_count() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plans.of(options(DIFFERENT_CLASS), 8, 8, 8))
        .withMessage(
            "pairing different-class needs one class for each sample, but the plan knows of none");
  }

  private static PlanOptions options(CutMix cutMix) {
    return new PlanOptions(cutMix, 1, ProbScope.BATCH, 10, 2, 0);
  }

  private static List<Batch> batches(Plan plan) {
    return LongStream.range(0, plan.batches()).mapToObj(plan::batch).toList();
  }
}
