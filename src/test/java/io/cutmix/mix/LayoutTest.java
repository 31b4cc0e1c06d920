package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Random shapes, permutations and boxes against the naive loop, in every layout and data type. */
class LayoutTest {
  private static final int BATCHES = 8;
  private static final int CLASSES = 3;

  static Stream<Arguments> layoutsAndTypes() {
    return Stream.of(Layout.values())
        .flatMap(
            layout ->
                Stream.of(
                        DataType.UINT8,
                        DataType.INT8,
                        DataType.INT16,
                        DataType.INT64,
                        DataType.FLOAT16,
                        DataType.BFLOAT16,
                        DataType.FLOAT,
                        DataType.DOUBLE)
                    .map(type -> Arguments.of(layout, type)));
  }

  /** A random batch and how to mix it. */
  private record Case(Layout.Memory memory, INDArray targets, Recipe recipe) {
    static Case random(Layout layout, DataType type, int number) {
      SplittableRandom random = new SplittableRandom(number);
      int[] shape = {
        1 + random.nextInt(7), 1 + random.nextInt(4), 1 + random.nextInt(9), 1 + random.nextInt(9)
      };
      int boxCount = random.nextBoolean() ? 1 : shape[0];
      List<Box> boxes = new ArrayList<>();
      for (int i = 0; i < boxCount; i++) {
        boxes.add(NaiveCutMix.randomBox(random, shape[2], shape[3]));
      }
      return new Case(
          layout.random(type, shape, random),
          Nd4j.createFromArray(random.doubles((long) shape[0] * CLASSES).toArray())
              .reshape(shape[0], CLASSES),
          Recipe.of(NaiveCutMix.randomPermutation(random, shape[0]), boxes));
    }

    double[] expectedImages() {
      return NaiveCutMix.images(memory.images(), recipe.partners(), recipe.boxes());
    }

    double[][] expectedTargets() {
      return NaiveCutMix.targets(
          NaiveCutMix.rows(targets),
          recipe.partners(),
          recipe.boxes(),
          (int) memory.images().size(2),
          (int) memory.images().size(3));
    }
  }

  @ParameterizedTest
  @MethodSource("layoutsAndTypes")
  void mix_takes_each_box_from_the_partner(Layout layout, DataType type) {
    for (int number = 0; number < BATCHES; number++) {
      Case batch = Case.random(layout, type, number);

      MixedBatch mixed = cutMix().mix(batch.memory().images(), batch.targets(), batch.recipe());

      assertThat(mixed.images().dataType()).isEqualTo(type);
      assertThat(mixed.images().shape()).isEqualTo(batch.memory().images().shape());
      assertThat(NaiveCutMix.values(mixed.images()))
          .as("batch %d, %s", number, batch.recipe())
          .containsExactly(batch.expectedImages());
      NaiveCutMix.assertClose(mixed.targets(), batch.expectedTargets(), 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("layoutsAndTypes")
  void mix_leaves_its_inputs_as_they_are(Layout layout, DataType type) {
    for (int number = 0; number < BATCHES; number++) {
      Case batch = Case.random(layout, type, number);
      byte[] images = batch.memory().bytes();
      byte[] targets = Layout.bytes(batch.targets());

      cutMix().mix(batch.memory().images(), batch.targets(), batch.recipe());

      assertThat(batch.memory().bytes()).containsExactly(images);
      assertThat(Layout.bytes(batch.targets())).containsExactly(targets);
    }
  }

  @ParameterizedTest
  @MethodSource("layoutsAndTypes")
  void mix_in_place_changes_the_boxes_and_nothing_around_the_view(Layout layout, DataType type) {
    for (int number = 0; number < BATCHES; number++) {
      Case batch = Case.random(layout, type, number);
      Layout.Memory expected = Case.random(layout, type, number).memory();
      put(expected.images(), batch.expectedImages());

      MixedBatch mixed =
          cutMix().mixInPlace(batch.memory().images(), batch.targets(), batch.recipe());

      assertThat(mixed.images()).isSameAs(batch.memory().images());
      assertThat(batch.memory().bytes())
          .as("batch %d, %s", number, batch.recipe())
          .containsExactly(expected.bytes());
    }
  }

  private static CutMix cutMix() {
    return CutMix.builder(CLASSES).build();
  }

  private static void put(INDArray images, double[] values) {
    int at = 0;
    for (int n = 0; n < images.size(0); n++) {
      for (int c = 0; c < images.size(1); c++) {
        for (int y = 0; y < images.size(2); y++) {
          for (int x = 0; x < images.size(3); x++) {
            images.putScalar(new int[] {n, c, y, x}, values[at++]);
          }
        }
      }
    }
  }

  @Test
  void what_does_not_fit_the_images_is_refused() {
    ImageMixer mixer = new ImageMixer(Nd4j.zeros(DataType.UINT8, 2, 3, 4, 5));
    Recipe three = Recipe.of(new int[] {1, 2, 0}, List.of(Box.EMPTY, Box.EMPTY, Box.EMPTY));
    Recipe wide = Recipe.of(new int[] {1, 0}, List.of(new Box(0, 0, 6, 1), Box.EMPTY));

    assertThatThrownBy(() -> mixer.mix(three)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mixer.mix(wide)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImageMixer(Nd4j.zeros(DataType.UINT8, 3, 4, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[3, 4, 5]");
  }
}
