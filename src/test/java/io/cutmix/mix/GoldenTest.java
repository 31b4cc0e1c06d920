package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cutmix.mix.BoxSampling.BetaArea;
import io.cutmix.mix.GoldenFiles.BatchCase;
import io.cutmix.mix.GoldenFiles.BoxCase;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The reference's own results, all of them. */
class GoldenTest {

  static Stream<Arguments> batches() {
    return GoldenFiles.batches().stream()
        .flatMap(
            batch ->
                Stream.of(Layout.NCHW, Layout.CHANNELS_LAST)
                    .map(layout -> Arguments.of(layout, batch)));
  }

  static List<BoxCase> boxes() {
    return GoldenFiles.boxes();
  }

  @Test
  void all_cases_are_there() {
    assertThat(GoldenFiles.batches()).hasSize(48);
    assertThat(GoldenFiles.boxes()).hasSize(300);
  }

  @ParameterizedTest
  @MethodSource("batches")
  void mix_gives_the_reference_result(Layout layout, BatchCase golden) {
    INDArray images = images(layout, golden);

    assertGolden(golden, cutMix(golden).mix(images, golden.targets(), stream()));
    assertThat(NaiveCutMix.values(images)).containsExactly(golden.images());
  }

  @ParameterizedTest
  @MethodSource("batches")
  void mix_in_place_gives_the_reference_result(Layout layout, BatchCase golden) {
    INDArray images = images(layout, golden);

    assertGolden(golden, cutMix(golden).mixInPlace(images, golden.targets(), stream()));
    assertThat(NaiveCutMix.values(images)).containsExactly(golden.imagesMixed());
  }

  @ParameterizedTest
  @MethodSource("boxes")
  void box_from_lambda_and_centre_is_the_reference_box(BoxCase golden) {
    assertThat(
            BetaArea.boxOf(
                golden.lambda(),
                golden.centreX(),
                golden.centreY(),
                golden.height(),
                golden.width()))
        .isEqualTo(golden.expected());
  }

  private static CutMix cutMix(BatchCase golden) {
    return CutMix.builder(golden.numClasses()).bbox(golden.box()).indices(golden.indices()).build();
  }

  private static org.apache.commons.rng.UniformRandomProvider stream() {
    return RandomStream.forBatch(0, 0, 0);
  }

  private static INDArray images(Layout layout, BatchCase golden) {
    long[] shape = golden.shape();
    INDArray images = layout.of(golden.type(), shape[0], shape[1], shape[2], shape[3]).images();
    double[] values = golden.images();
    int at = 0;
    for (int n = 0; n < shape[0]; n++) {
      for (int c = 0; c < shape[1]; c++) {
        for (int y = 0; y < shape[2]; y++) {
          for (int x = 0; x < shape[3]; x++) {
            images.putScalar(new int[] {n, c, y, x}, values[at++]);
          }
        }
      }
    }
    return images;
  }

  private static void assertGolden(BatchCase golden, MixedBatch mixed) {
    assertThat(mixed.images().dataType()).isEqualTo(golden.type());
    assertThat(NaiveCutMix.values(mixed.images())).containsExactly(golden.imagesMixed());
    assertThat(Arrays.stream(NaiveCutMix.rows(mixed.targets())).flatMapToDouble(Arrays::stream))
        .usingElementComparator(GoldenTest::within1e6)
        .containsExactlyElementsOf(Arrays.stream(golden.targetsMixed()).boxed().toList());
    assertThat(mixed.lambda(0)).isCloseTo(golden.keptFraction(), within(1e-6));
  }

  private static int within1e6(double a, double b) {
    return Math.abs(a - b) <= 1e-6 ? 0 : Double.compare(a, b);
  }
}
