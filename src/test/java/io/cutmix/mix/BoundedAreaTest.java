package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boxes whose share of the area has bounds. */
class BoundedAreaTest {
  private static final int DRAWS = 5_000;

  @ParameterizedTest
  @CsvSource({
    "1, 0.2, 0.6",
    "1, 0, 1",
    "0.2, 0, 0.5",
    "0.2, 0.9, 1",
    "4, 0.1, 0.3",
    "4, 0.6, 0.9",
    "50, 0.7, 0.8"
  })
  void share_follows_the_beta_distribution_within_the_bounds(double alpha, double min, double max) {
    BetaDistribution beta = BetaDistribution.of(alpha, alpha);

    double pValue =
        KolmogorovSmirnovTest.withDefaults()
            .test(
                shares(new BoxSampling.BoundedArea(alpha, min, max)),
                share -> beta.probability(min, share) / beta.probability(min, max))
            .getPValue();

    assertThat(pValue).isGreaterThan(0.001);
  }

  @ParameterizedTest
  @CsvSource({"1000, 0, 0.1, 0.1", "1000, 0.8, 1, 0.8", "1e5, 0.3, 0.4, 0.4", "1, 0.3, 0.3, 0.3"})
  void bounds_far_from_the_middle_leave_the_nearer_one(
      double alpha, double min, double max, double expected) {
    assertThat(
            DoubleStream.of(shares(new BoxSampling.BoundedArea(alpha, min, max))).boxed().toList())
        .allSatisfy(
            share -> assertThat(share).isBetween(min, max).isCloseTo(expected, within(0.01)));
  }

  /** The side that isn't rounded up is at most a row and a column of pixels off. */
  @ParameterizedTest
  @CsvSource({
    "32, 32, 0.2, 0.4",
    "31, 7, 0.1, 0.9",
    "224, 224, 0.3, 0.31",
    "5, 7, 0.5, 1",
    "375, 500, 0, 0.25",
    "1, 9, 0.5, 0.7",
    "9, 1, 0.2, 0.7",
    "100, 3, 1, 1"
  })
  void boxes_keep_the_bounds_and_lie_inside(int height, int width, double min, double max) {
    UniformRandomProvider random = RandomStream.forBatch(1, 0, 0);
    for (double alpha : new double[] {1e-3, 0.3, 1, 20}) {
      BoxSampling.BoundedArea sampling = new BoxSampling.BoundedArea(alpha, min, max);
      for (int i = 0; i < 2_000; i++) {
        Box box = sampling.draw(random, height, width).requireInside(height, width);
        double share = 1 - box.keptFraction(height, width);
        assertThat(share).isBetween(min - 1e-9, max + 1e-9);
      }
    }
  }

  @Test
  void where_no_whole_number_of_pixels_is_within_the_bounds_the_box_is_the_next_larger_one() {
    UniformRandomProvider random = RandomStream.forBatch(1, 0, 0);

    Box box = new BoxSampling.BoundedArea(1, 0.3, 0.3).draw(random, 3, 3);

    assertThat(box.height()).isEqualTo(2);
    assertThat(box.width()).isEqualTo(2);
  }

  @Test
  void every_place_inside_is_equally_likely() {
    UniformRandomProvider random = RandomStream.forBatch(2, 0, 0);
    BoxSampling.BoundedArea quarter = new BoxSampling.BoundedArea(1, 0.25, 0.25);
    long[] places = new long[5 * 7];
    for (int i = 0; i < 35_000; i++) {
      Box box = quarter.draw(random, 8, 12);
      assertThat(box.area()).isEqualTo(24);
      places[box.y1() * 7 + box.x1()]++;
    }

    assertThat(ChiSquareTest.withDefaults().test(places).getPValue()).isGreaterThan(0.001);
  }

  @ParameterizedTest
  @CsvSource({"1e-3, 0.1, 0.4", "1e-3, 0.4, 0.6", "1e6, 0.1, 0.4", "1e6, 0.4, 0.6", "1e6, 0.6, 1"})
  void the_least_and_the_largest_alpha_keep_the_bounds(double alpha, double min, double max) {
    BoxSampling.BoundedArea sampling = new BoxSampling.BoundedArea(alpha, min, max);
    UniformRandomProvider random = RandomStream.forBatch(3, 0, 0);

    for (int i = 0; i < 200; i++) {
      assertThat(sampling.drawShare(random)).isBetween(min, max);
    }
  }

  @Test
  void one_bound_is_enough() {
    for (int batch = 0; batch < 500; batch++) {
      UniformRandomProvider random = RandomStream.forBatch(0, 0, batch);
      Box large = CutMix.builder(1).minBox(0.7).build().draw(random, 2, 40, 40).box(0);
      Box small = CutMix.builder(1).maxBox(0.1).build().draw(random, 2, 40, 40).box(0);
      assertThat(large.area()).isBetween(1120L, 1600L);
      assertThat(small.area()).isBetween(0L, 160L);
    }
  }

  private static double[] shares(BoxSampling.BoundedArea sampling) {
    UniformRandomProvider random = RandomStream.forBatch(7, 0, 0);
    return IntStream.range(0, DRAWS).mapToDouble(i -> sampling.drawShare(random)).toArray();
  }
}
