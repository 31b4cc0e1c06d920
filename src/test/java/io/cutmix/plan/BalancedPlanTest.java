package io.cutmix.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cutmix.mix.Box;
import io.cutmix.mix.BoxScope;
import io.cutmix.mix.CutMix;
import io.cutmix.plan.PlanOptions.ProbScope;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans in which rare classes come up as often as common ones. */
class BalancedPlanTest {
  private static final CutMix CUT_MIX = CutMix.builder(6).boxScope(BoxScope.SAMPLE).build();

  /**
   * Of class 0 there are 70 samples, of 2 there are 25, of 3 one and of 5 four; of 1 and 4 none.
   */
  private static final int[] CLASSES =
      IntStream.range(0, 100)
          .map(i -> (i * 37) % 100)
          .map(i -> i < 70 ? 0 : i < 95 ? 2 : i < 96 ? 3 : 5)
          .toArray();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void classes_come_up_equally_often_and_so_do_the_samples_of_a_class(int copies) {
    List<Integer> drawn = drawn(plan(copies, 0));

    assertThat(drawn).hasSize(100 * copies);
    assertEven(counts(drawn.stream().map(sample -> CLASSES[sample]).toList()), 4);
    for (int copy = 0; copy < copies; copy++) {
      List<Integer> ofCopy = drawn.subList(100 * copy, 100 * (copy + 1));
      assertEven(counts(ofCopy.stream().map(sample -> CLASSES[sample]).toList()), 4);
    }
    for (int id : new int[] {2, 3, 5}) {
      int samples = (int) Arrays.stream(CLASSES).filter(c -> c == id).count();
      assertEven(counts(drawn.stream().filter(sample -> CLASSES[sample] == id).toList()), samples);
    }
  }

  @Test
  void samples_of_a_class_too_large_for_all_to_come_up_come_up_once_at_most() {
    Map<Integer, Long> counts =
        counts(drawn(plan(2, 0)).stream().filter(sample -> CLASSES[sample] == 0).toList());

    assertThat(counts).hasSize(50);
    assertThat(counts.values()).containsOnly(1L);
  }

  @Test
  void which_samples_of_a_class_come_up_is_random() {
    long[] counts = new long[CLASSES.length];
    for (int seed = 0; seed < 2_000; seed++) {
      drawn(plan(1, seed)).stream()
          .filter(sample -> CLASSES[sample] == 0)
          .limit(1)
          .forEach(sample -> counts[sample]++);
    }

    long[] ofClass =
        IntStream.range(0, 100).filter(i -> CLASSES[i] == 0).mapToLong(i -> counts[i]).toArray();
    assertThat(ofClass).hasSize(70);
    assertThat(ChiSquareTest.withDefaults().test(ofClass).getPValue()).isGreaterThan(0.001);
  }

  @Test
  void every_class_is_equally_likely_at_every_place_of_a_copy() {
    long[][] counts = new long[100][6];
    for (int seed = 0; seed < 2_000; seed++) {
      List<Integer> drawn = drawn(plan(1, seed));
      for (int place = 0; place < 100; place++) {
        counts[place][CLASSES[drawn.get(place)]]++;
      }
    }

    long[] first = Arrays.stream(counts[0]).filter(count -> count > 0).toArray();
    long[] last = Arrays.stream(counts[99]).filter(count -> count > 0).toArray();
    assertThat(first).hasSize(4);
    assertThat(ChiSquareTest.withDefaults().test(first).getPValue()).isGreaterThan(0.001);
    assertThat(ChiSquareTest.withDefaults().test(last).getPValue()).isGreaterThan(0.001);
  }

  @Test
  void a_sample_that_comes_up_twice_in_a_batch_is_never_mixed_with_itself() {
    int alone = 0;
    for (Batch batch : batches(plan(5, 0))) {
      for (int i = 0; i < batch.size(); i++) {
        int partner = batch.recipe().partner(i);
        if (partner == i) {
          assertThat(batch.recipe().box(i)).isEqualTo(Box.EMPTY);
          alone++;
        } else {
          assertThat(batch.sample(partner)).isNotEqualTo(batch.sample(i));
        }
      }
    }

    assertThat(alone).isBetween(1, 100);
  }

  @Test
  void batches_do_not_depend_on_what_was_asked_before_or_on_further_copies() {
    List<String> forwards = texts(plan(2, 3));
    Plan longer = plan(4, 3);
    List<String> backwards =
        LongStream.range(0, 20).mapToObj(i -> text(longer.batch(19 - i))).toList();

    assertThat(LongStream.range(0, 20).mapToObj(i -> backwards.get((int) (19 - i))).toList())
        .isEqualTo(forwards);
  }

  @Test
  void classes_must_be_known() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.unclassified(8).balanced(0))
        .withMessage("balance needs one class for each sample");
  }

  private static Plan plan(int copies, long seed) {
    PlanOptions options = new PlanOptions(CUT_MIX, 1, ProbScope.BATCH, 10, copies, seed);
    return Plans.of(options, Samples.ofClasses(CLASSES).balanced(seed), 16, 16);
  }

  @Test
  void the_originals_come_once_each_all_the_same() {
    List<Integer> drawn = drawn(plan(2, 0).withOriginals());

    assertThat(drawn.subList(0, 200)).isEqualTo(drawn(plan(2, 0)));
    assertThat(drawn.subList(200, 300))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void images_of_several_sizes_are_refused() {
    Samples samples = Samples.ofClasses(0, 1, 0, 1).balanced(0);
    Buckets buckets = Buckets.of(new int[] {0, 1, 0, 1}, new int[] {4, 5}, new int[] {4, 5});
    PlanOptions options = new PlanOptions(CUT_MIX, 1, ProbScope.BATCH, 2, 1, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plan(options, samples, buckets))
        .withMessageContaining("balance")
        .withMessageContaining("one size");
  }

  private static List<Batch> batches(Plan plan) {
    return LongStream.range(0, plan.batches()).mapToObj(plan::batch).toList();
  }

  private static List<Integer> drawn(Plan plan) {
    return batches(plan).stream()
        .flatMap(batch -> IntStream.range(0, batch.size()).mapToObj(batch::sample))
        .toList();
  }

  private static List<String> texts(Plan plan) {
    return batches(plan).stream().map(BalancedPlanTest::text).toList();
  }

  private static String text(Batch batch) {
    return IntStream.range(0, batch.size()).mapToObj(batch::sample).toList() + " " + batch.recipe();
  }

  private static Map<Integer, Long> counts(Collection<Integer> values) {
    return values.stream().collect(Collectors.groupingBy(value -> value, Collectors.counting()));
  }

  private static void assertEven(Map<Integer, Long> counts, int different) {
    assertThat(counts).hasSize(different);
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    assertThat(counts.values()).allMatch(count -> count == most || count == most - 1);
  }
}
