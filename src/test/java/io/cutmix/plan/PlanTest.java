package io.cutmix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.mix.Box;
import io.cutmix.mix.CutMix;
import io.cutmix.mix.Pairing;
import io.cutmix.plan.PlanOptions.ProbScope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in which batch. */
class PlanTest {
  private static final int BATCH = 8;
  private static final CutMix CUT_MIX = CutMix.builder(2).build();

  @ParameterizedTest
  @CsvSource({
    "1, 1", // nobody to be mixed with
    "2, 2",
    "3, 3",
    "7, 7",
    "8, 8",
    "9, 9", // the lone last one joins
    "10, 8 2",
    "16, 8 8",
    "17, 8 9",
    "18, 8 8 2",
    "23, 8 8 7",
    "24, 8 8 8",
    "25, 8 8 9"
  })
  void batches_are_full_but_the_last_which_takes_a_lone_sample_in(int samples, String sizes) {
    List<Batch> batches = batches(plan(samples, 1, 1, 0));

    assertThat(batches.stream().map(batch -> "" + batch.size()).toList())
        .containsExactly(sizes.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 10, 17, 24})
  void a_file_is_found_in_its_batch(int others) {
    int[] sizeOf = IntStream.range(0, 20 + others).map(i -> i < 20 ? 0 : 1).toArray();
    Buckets buckets = Buckets.of(sizeOf, new int[] {4, 5}, new int[] {4, 5});
    PlanOptions options = new PlanOptions(CUT_MIX, 1, ProbScope.BATCH, BATCH, 2, 0);
    Plan plan = new Plan(options, Samples.unclassified(sizeOf.length), buckets).withOriginals();

    for (long index = 0; index < plan.batches(); index++) {
      Batch batch = plan.batch(index);
      for (int i = 0; i < batch.size(); i++) {
        assertThat(plan.batchOf(batch.file(i))).isEqualTo(index);
      }
    }
    assertThat(plan.batches()).isEqualTo(3L * plan.batchesPerCopy());
  }

  @Test
  void batch_may_be_larger_than_the_data_set() {
    Plan plan =
        Plans.of(new PlanOptions(CUT_MIX, 1, ProbScope.BATCH, Integer.MAX_VALUE, 2, 0), 5, 8, 8);

    assertThat(batches(plan).stream().map(Batch::size)).containsExactly(5, 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 10, 16, 17, 100})
  void every_sample_comes_out_once_per_copy(int samples) {
    List<List<Integer>> copies = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Batch batch : batches(plan(samples, 3, 1, 0))) {
      IntStream.range(0, batch.size()).map(batch::sample).forEach(copies.get(batch.copy())::add);
    }

    assertThat(copies)
        .allSatisfy(
            copy ->
                assertThat(copy)
                    .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, samples).boxed().toList()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 16, 17, 100})
  void file_numbers_count_up_over_all_batches(int samples) {
    Plan plan = plan(samples, 3, 1, 0);

    LongStream files =
        batches(plan).stream()
            .flatMapToLong(batch -> IntStream.range(0, batch.size()).mapToLong(batch::file));

    assertThat(plan.files()).isEqualTo(3L * samples);
    assertThat(files.boxed().toList())
        .containsExactlyElementsOf(LongStream.range(0, plan.files()).boxed().toList());
  }

  @Test
  void batches_are_numbered_within_their_copy() {
    assertThat(batches(plan(20, 2, 1, 0)))
        .extracting(batch -> batch.copy() + "." + batch.number())
        .containsExactly("0.0", "0.1", "0.2", "1.0", "1.1", "1.2");
  }

  @Test
  void numbers_of_a_huge_plan_do_not_overflow() {
    Plan plan = plan(Integer.MAX_VALUE, 1000, 1, 0);
    Batch last = plan.batch(plan.batches() - 1);

    assertThat(plan.files()).isEqualTo(1000L * Integer.MAX_VALUE);
    assertThat(last.file(last.size() - 1)).isEqualTo(plan.files() - 1);
  }

  @Test
  void copies_have_different_orders_partners_and_boxes() {
    Plan plan = plan(40, 2, 1, 0);

    assertThat(samples(plan.batch(0))).isNotEqualTo(samples(plan.batch(5)));
    assertThat(plan.batch(0).recipe()).isNotEqualTo(plan.batch(5).recipe());
  }

  @Test
  void seeds_give_different_orders_partners_and_boxes() {
    Batch one = plan(40, 1, 1, 1).batch(0);
    Batch other = plan(40, 1, 1, 2).batch(0);

    assertThat(samples(one)).isNotEqualTo(samples(other));
    assertThat(one.recipe()).isNotEqualTo(other.recipe());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 2000, 2000", "0.3, 508, 692"}) // 600 ± 4.5 standard deviations
  void share_of_mixed_batches_is_the_probability(double prob, int atLeast, int atMost) {
    List<Batch> batches = batches(plan(2000 * BATCH, 1, prob, 0));

    assertThat((int) batches.stream().filter(Batch::mixed).count()).isBetween(atLeast, atMost);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 16000, 16000", "0.7, 10900, 11440"})
  void share_of_mixed_samples_is_the_probability_too(double prob, int atLeast, int atMost) {
    PlanOptions options = new PlanOptions(CUT_MIX, prob, ProbScope.SAMPLE, BATCH, 1, 0);
    List<Batch> batches = batches(Plans.of(options, 2000 * BATCH, 8, 8));

    assertThat(batches.stream().mapToLong(PlanTest::mixedSamples).sum())
        .isBetween((long) atLeast, (long) atMost);
    assertThat(batches.stream().map(PlanTest::mixedSamples)).doesNotContain(1L);
  }

  private static long mixedSamples(Batch batch) {
    return IntStream.range(0, batch.size()).filter(i -> batch.recipe().partner(i) != i).count();
  }

  @Test
  void samples_are_mixed_or_not_independently_of_each_other() {
    PlanOptions options = new PlanOptions(CUT_MIX, 0.5, ProbScope.SAMPLE, BATCH, 1, 0);
    long[] counts = new long[1 << BATCH];
    for (Batch batch : batches(Plans.of(options, 20_000 * BATCH, 64, 64))) {
      int mask = 0;
      for (int i = 0; i < BATCH; i++) {
        mask |= batch.recipe().partner(i) == i ? 0 : 1 << i;
      }
      counts[mask]++;
    }

    // Where chance picks one sample alone, none is mixed.
    assertThat(counts[0]).isGreaterThan(20_000 / 256 * 5);
    long[] several =
        IntStream.range(0, counts.length)
            .filter(mask -> Integer.bitCount(mask) > 1)
            .mapToLong(mask -> counts[mask])
            .toArray();
    assertThat(ChiSquareTest.withDefaults().test(several).getPValue()).isGreaterThan(0.001);
  }

  @Test
  void unmixed_batches_have_everyone_alone_and_no_box() {
    Batch batch = plan(8, 1, 0, 0).batch(0);

    assertThat(batch.recipe().partners()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(batch.recipe().boxes()).containsOnly(Box.EMPTY);
  }

  @Test
  void lone_sample_is_not_mixed_even_where_it_may_be_its_own_partner() {
    CutMix cutMix = CutMix.builder(2).pairing(Pairing.PERMUTATION).build();

    Batch batch = Plans.of(new PlanOptions(cutMix, 1, ProbScope.BATCH, 8, 1, 0), 1, 8, 8).batch(0);

    assertThat(batch.mixed()).isFalse();
    assertThat(batch.recipe().box(0)).isEqualTo(Box.EMPTY);
  }

  @Test
  void every_pair_of_samples_meets_in_a_batch_equally_often() {
    int samples = 12;
    long[] meetings = new long[samples * samples];
    for (int seed = 0; seed < 20_000; seed++) {
      Batch batch =
          Plans.of(new PlanOptions(CUT_MIX, 0, ProbScope.BATCH, 2, 1, seed), samples, 1, 1)
              .batch(seed % 6);
      int low = Math.min(batch.sample(0), batch.sample(1));
      meetings[low * samples + Math.max(batch.sample(0), batch.sample(1))]++;
    }

    long[] pairs = LongStream.of(meetings).filter(count -> count > 0).toArray();
    assertThat(pairs).hasSize(samples * (samples - 1) / 2);
    assertThat(ChiSquareTest.withDefaults().test(pairs).getPValue()).isGreaterThan(0.001);
  }

  private static Plan plan(int samples, int copies, double prob, long seed) {
    return Plans.of(
        new PlanOptions(CUT_MIX, prob, ProbScope.BATCH, BATCH, copies, seed), samples, 32, 32);
  }

  private static List<Batch> batches(Plan plan) {
    return LongStream.range(0, plan.batches()).mapToObj(plan::batch).toList();
  }

  private static List<Integer> samples(Batch batch) {
    return IntStream.range(0, batch.size()).map(batch::sample).boxed().toList();
  }
}
