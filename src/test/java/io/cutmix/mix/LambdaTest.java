package io.cutmix.mix;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cutmix.mix.BoxSampling.BetaArea;
import io.cutmix.mix.BoxSampling.Placement;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** λ before the box is clipped, and the box it becomes. */
class LambdaTest {
  private static final int DRAWS = 5_000;

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 4})
  void lambda_of_successive_batches_follows_the_beta_distribution(double alpha) {
    assertThat(pValue(lambdasOfBatches(alpha), alpha)).isGreaterThan(0.001);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 4})
  void lambda_drawn_on_in_one_stream_follows_the_beta_distribution(double alpha) {
    UniformRandomProvider random = RandomStream.forBatch(7, 0, 0);
    BetaArea sampling = new BetaArea(alpha, Placement.UNIFORM);
    double[] lambdas =
        IntStream.range(0, DRAWS).mapToDouble(i -> sampling.drawLambda(random)).toArray();

    assertThat(pValue(lambdas, alpha)).isGreaterThan(0.001);
  }

  @ParameterizedTest
  @CsvSource({"false, 0.679", "true, 0.841"}) // 1 - ∫ of u(1-√u/4)², and 1 - ∫ of u/(1+√u)²
  void clipping_at_the_edge_keeps_more_than_half(boolean uniform, double mean) {
    CutMix cutMix = CutMix.builder(2).uniformSampling(uniform).build();
    UniformRandomProvider random = RandomStream.forBatch(5, 0, 0);

    assertThat(
            IntStream.range(0, 20_000)
                .mapToDouble(i -> cutMix.drawBox(random, 500, 500).keptFraction(500, 500))
                .average())
        .hasValueCloseTo(mean, within(0.01));
  }

  @Test
  void the_test_tells_neighbouring_alphas_apart() {
    assertThat(pValue(lambdasOfBatches(1), 1.2)).isLessThan(0.001);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-2, 0.1, 0.999, 1, 1.001, 10, 100, 1e3, 1e6})
  void every_alpha_gives_lambdas_in_0_to_1_and_boxes_in_the_image(double alpha) {
    BetaArea sampling = new BetaArea(alpha, Placement.CENTRE_INSIDE);
    UniformRandomProvider random = RandomStream.forBatch(1, 0, 0);
    assertTimeoutPreemptively(
        ofSeconds(20),
        () -> {
          for (int i = 0; i < 20_000; i++) {
            assertThat(sampling.drawLambda(random)).isBetween(0.0, 1.0);
            assertInside(sampling.draw(random, 31, 7), 31, 7);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8, 12", // all of it
    "4.9e-324, 8, 12",
    "1e-17, 8, 12",
    "1e-9, 6, 10", // a cut of 7.99… and 11.99… loses a pixel, then the odd one
    "0.25, 6, 10",
    "0.75, 4, 6",
    "0.9999999999999999, 0, 0",
    "1, 0, 0"
  })
  void box_has_sides_of_the_root_of_what_is_not_kept(double lambda, int height, int width) {
    Box box = BetaArea.boxOf(lambda, 6, 4, 8, 12);

    assertThat(box.height()).isEqualTo(height);
    assertThat(box.width()).isEqualTo(width);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 4.9e-324, 1e-300, 1e-9, 0.5, 0.999999999, 0.9999999999999999, 1})
  void box_stays_inside_for_every_centre(double lambda) {
    for (int x = -15; x < 30; x++) {
      for (int y = -15; y < 25; y++) {
        assertInside(BetaArea.boxOf(lambda, x, y, 9, 13), 9, 13);
      }
    }
  }

  @Test
  void lam_equals_the_kept_fraction_when_the_box_is_clipped() {
    Box corner = BetaArea.boxOf(0.75, 0, 0, 8, 12);

    assertThat(corner).isEqualTo(new Box(0, 0, 3, 2));
    assertThat(corner.keptFraction(8, 12)).isEqualTo(90 / 96.0);
  }

  private static void assertInside(Box box, int height, int width) {
    assertThat(box.x2()).isLessThanOrEqualTo(width);
    assertThat(box.y2()).isLessThanOrEqualTo(height);
  }

  private static double[] lambdasOfBatches(double alpha) {
    BetaArea sampling = new BetaArea(alpha, Placement.CENTRE_INSIDE);
    return IntStream.range(0, DRAWS)
        .mapToDouble(batch -> sampling.drawLambda(RandomStream.forBatch(0, 0, batch)))
        .toArray();
  }

  private static double pValue(double[] lambdas, double alpha) {
    BetaDistribution expected = BetaDistribution.of(alpha, alpha);
    return KolmogorovSmirnovTest.withDefaults()
        .test(lambdas, expected::cumulativeProbability)
        .getPValue();
  }
}
