package io.cutmix.plan;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cutmix.mix.Box;
import io.cutmix.mix.CutMix;
import io.cutmix.plan.PlanOptions.ProbScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan refuses. */
class PlanArgumentsTest {
  private static final CutMix CUT_MIX = CutMix.builder(2).build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-0.1 | 8 | 1 | prob must be in 0..1, but was -0.1",
        "1.1 | 8 | 1 | prob must be in 0..1, but was 1.1",
        "NaN | 8 | 1 | prob must be in 0..1, but was NaN",
        "1 | 1 | 1 | batch-size must be at least 2 (an image needs a partner), but was 1",
        "1 | -8 | 1 | batch-size must be at least 2 (an image needs a partner), but was -8",
        "1 | 8 | 0 | copies must be at least 1, but was 0"
      })
  void wrong_option_is_named_with_range_and_value(
      double prob, int batchSize, int copies, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlanOptions(CUT_MIX, prob, ProbScope.BATCH, batchSize, copies, 0))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"0, 8, 8", "-1, 8, 8", "4, 0, 8", "4, 8, 0"})
  void data_set_without_a_sample_or_a_pixel_is_refused(int samples, int height, int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(CUT_MIX, samples, height, width))
        .withMessage(
            "a plan needs samples, height and width of at least 1, but had %d, %d, %d",
            samples, height, width);
  }

  @Test
  void fixed_box_that_does_not_fit_is_refused_before_any_batch() {
    CutMix cutMix = CutMix.builder(2).bbox(new Box(0, 0, 8, 9)).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(cutMix, 4, 8, 8))
        .withMessage("bbox must lie in the image of width 8 and height 8, but was 0,0,8,9");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 2, Long.MIN_VALUE, Long.MAX_VALUE})
  void batch_that_is_not_in_the_plan_is_refused(long index) {
    Plan plan = plan(CUT_MIX, 16, 8, 8);

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> plan.batch(index))
        .withMessageContaining(Long.toString(index));
  }

  private static Plan plan(CutMix cutMix, int samples, int height, int width) {
    return Plans.of(new PlanOptions(cutMix, 1, ProbScope.BATCH, 8, 1, 0), samples, height, width);
  }
}
