package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.mix.BoxSampling.BetaArea;
import io.cutmix.mix.BoxSampling.FixedLength;
import io.cutmix.mix.BoxSampling.Placement;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where boxes lie. */
class PlacementTest {
  private static final int HEIGHT = 7;
  private static final int WIDTH = 10;

  static List<BoxSampling> uniform() {
    return samplings(Placement.UNIFORM);
  }

  static List<BoxSampling> centreInside() {
    return samplings(Placement.CENTRE_INSIDE);
  }

  /** Cuts of even and odd sides. */
  private static List<BoxSampling> samplings(Placement placement) {
    return List.of(
        new FixedLength(0.3, placement),
        new FixedLength(0.5, placement),
        new FixedLength(0.72, placement),
        new FixedLength(1, placement),
        new BetaArea(1, placement),
        new BetaArea(0.3, placement),
        new BetaArea(5, placement));
  }

  @ParameterizedTest
  @MethodSource("uniform")
  void uniform_placement_replaces_every_pixel_equally_often(BoxSampling sampling) {
    assertThat(pValue(sampling)).isGreaterThan(0.001);
  }

  @ParameterizedTest
  @MethodSource("centreInside")
  void centre_inside_replaces_some_pixels_more_often(BoxSampling sampling) {
    assertThat(pValue(sampling)).isLessThan(1e-6);
  }

  /** Of each box one random pixel of the image is looked at, so that the counts are independent. */
  private static double pValue(BoxSampling sampling) {
    UniformRandomProvider random = RandomStream.forBatch(0, 0, 0);
    SplittableRandom pixels = new SplittableRandom(0);
    long[] replaced = new long[HEIGHT * WIDTH];
    for (int i = 0; i < 200_000; i++) {
      Box box = sampling.draw(random, HEIGHT, WIDTH);
      int x = pixels.nextInt(WIDTH);
      int y = pixels.nextInt(HEIGHT);
      if (x >= box.x1() && x < box.x2() && y >= box.y1() && y < box.y2()) {
        replaced[y * WIDTH + x]++;
      }
    }
    return ChiSquareTest.withDefaults().test(replaced).getPValue();
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 32, 48, 16, 24",
    "0.5, 7, 11, 3, 5",
    "0.3, 10, 20, 3, 6",
    "0.99, 100, 50, 99, 49",
    "0.1, 9, 25, 0, 2",
    "0.01, 8, 8, 0, 0",
    "1, 5, 6, 5, 6"
  })
  void length_box_has_exactly_that_share_of_each_side_unless_clipped(
      double length, int height, int width, int cutHeight, int cutWidth) {
    FixedLength sampling = new FixedLength(length, Placement.CENTRE_INSIDE);
    UniformRandomProvider random = RandomStream.forBatch(0, 0, 0);
    int whole = 0;
    for (int i = 0; i < 5_000; i++) {
      Box box = sampling.draw(random, height, width);
      boolean isClippedAcross = box.x1() == 0 || box.x2() == width;
      boolean isClippedDown = box.y1() == 0 || box.y2() == height;
      assertThat(box.width()).isLessThanOrEqualTo(cutWidth);
      assertThat(box.height()).isLessThanOrEqualTo(cutHeight);
      assertThat(isClippedAcross || box.width() == cutWidth).isTrue();
      assertThat(isClippedDown || box.height() == cutHeight).isTrue();
      whole += box.width() == cutWidth && box.height() == cutHeight ? 1 : 0;
    }
    assertThat(whole).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "6, 4, 3, 2, 5, 3, 8, 5", // the odd column lies behind the centre
    "6, 4, 4, 4, 4, 2, 8, 6",
    "0, 0, 6, 4, 0, 0, 3, 2",
    "12, 8, 6, 4, 9, 6, 12, 8",
    "-3, -2, 6, 4, 0, 0, 0, 0",
    "14, 9, 6, 4, 11, 7, 12, 8",
    "6, 4, 0, 0, 6, 4, 6, 4",
    "6, 4, 30, 30, 0, 0, 12, 8"
  })
  void box_around_a_centre_is_clipped_to_the_image(
      int x, int y, int cutWidth, int cutHeight, int x1, int y1, int x2, int y2) {
    assertThat(Box.around(x, y, cutWidth, cutHeight, 8, 12)).isEqualTo(new Box(x1, y1, x2, y2));
  }
}
