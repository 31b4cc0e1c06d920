package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Partners of other classes. */
class ClassPairingTest {
  private static final CutMix CUT_MIX = CutMix.builder(3).pairing(Pairing.DIFFERENT_CLASS).build();

  /** Every way to have up to six samples of some classes, but for the order of the samples. */
  static Stream<int[]> classesOfSmallBatches() {
    List<int[]> all = new ArrayList<>();
    for (int size = 1; size <= 6; size++) {
      addClasses(new int[size], 0, all);
    }
    return all.stream();
  }

  private static void addClasses(int[] classes, int from, List<int[]> all) {
    if (from == classes.length) {
      all.add(classes.clone());
      return;
    }
    int last = from == 0 ? -1 : classes[from - 1];
    for (int next = Math.max(0, last); next <= last + 1; next++) {
      classes[from] = next;
      addClasses(classes, from + 1, all);
    }
  }

  @ParameterizedTest
  @MethodSource("classesOfSmallBatches")
  void no_permutation_without_fixed_points_has_more_partners_of_other_classes(int[] classes) {
    List<String> best = texts(best(classes));

    for (int batch = 0; batch < 50; batch++) {
      int[] partners = draw(classes, batch);
      assertThat(best).contains(Arrays.toString(partners));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 1 2", // only a rotation leads from one to the other
        "0 0 1 1",
        "0 0 0 1",
        "0 0 1 2 2",
        "0 0 0 1 2",
        "3 1 1 3 2 2",
        "0 0 0 0 1 2",
        "0 0 0 0"
      })
  void all_the_best_permutations_are_equally_likely(String text) {
    int[] classes = Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    Map<String, Long> counts = new HashMap<>();
    for (String permutation : texts(best(classes))) {
      counts.put(permutation, 0L);
    }

    for (int batch = 0; batch < 20_000; batch++) {
      counts.merge(Arrays.toString(draw(classes, batch)), 1L, Long::sum);
    }

    long[] observed = counts.values().stream().mapToLong(Long::longValue).toArray();
    assertThat(ChiSquareTest.withDefaults().test(observed).getPValue()).isGreaterThan(0.001);
  }

  @ParameterizedTest
  @CsvSource({"64, 2", "64, 10", "65, 3", "256, 2", "1000, 1000", "63, 1", "2, 1"})
  void large_batches_have_as_many_partners_of_other_classes_as_there_can_be(
      int samples, int numClasses) {
    Random random = new Random(samples);
    int[] classes = random.ints(samples, 0, numClasses).toArray();
    int largest =
        IntStream.range(0, numClasses)
            .map(id -> (int) Arrays.stream(classes).filter(c -> c == id).count())
            .max()
            .orElseThrow();

    int[] partners = draw(classes, 0);

    assertThat(partners).doesNotHaveDuplicates().hasSize(samples);
    assertThat(IntStream.range(0, samples)).noneMatch(i -> partners[i] == i);
    assertThat(ofOtherClass(partners, classes))
        .isEqualTo(Math.min(samples, 2 * (samples - largest)));
  }

  @Test
  void a_lone_sample_stays_unmixed() {
    assertThat(CUT_MIX.draw(RandomStream.forBatch(0, 0, 0), new int[] {1}, 8, 8))
        .isEqualTo(Recipe.unmixed(1));
  }

  @Test
  void ids_and_rows_tell_the_class_where_a_batch_is_mixed() {
    INDArray images = Nd4j.create(DataType.UINT8, 6, 1, 4, 4);
    int[] classes = {2, 2, 2, 0, 1, 1};
    INDArray ids = Nd4j.createFromArray(classes);
    double[][] rows = new double[6][3];
    for (int i = 0; i < 6; i++) {
      rows[i] = new double[] {0.2, 0.2, 0.2};
      rows[i][classes[i]] = 0.6;
    }

    for (int batch = 0; batch < 50; batch++) {
      Recipe byIds = CUT_MIX.mix(images, ids, RandomStream.forBatch(0, 0, batch)).recipe();
      Recipe byRows =
          CUT_MIX
              .mixInPlace(images, Nd4j.createFromArray(rows), RandomStream.forBatch(0, 0, batch))
              .recipe();
      assertThat(ofOtherClass(byIds.partners(), classes)).isEqualTo(6);
      assertThat(byRows).isEqualTo(byIds);
    }
  }

  @Test
  void a_draw_without_classes_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CUT_MIX.draw(RandomStream.forBatch(0, 0, 0), 4, 8, 8))
        .withMessage("pairing different-class needs the class of each sample; give them to draw");
  }

  @Test
  void given_indices_need_no_classes() {
    CutMix cutMix = CutMix.builder(3).pairing(Pairing.DIFFERENT_CLASS).indices(1, 2, 0).build();

    Recipe recipe = cutMix.draw(RandomStream.forBatch(0, 0, 0), 3, 8, 8);

    assertThat(cutMix.needsClasses()).isFalse();
    assertThat(recipe.partners()).containsExactly(1, 2, 0);
  }

  private static int[] draw(int[] classes, int batch) {
    return CUT_MIX.draw(RandomStream.forBatch(5, 0, batch), classes, 8, 8).partners();
  }

  private static long ofOtherClass(int[] partners, int[] classes) {
    return IntStream.range(0, partners.length)
        .filter(i -> classes[partners[i]] != classes[i])
        .count();
  }

  private static List<String> texts(List<int[]> permutations) {
    return permutations.stream().map(Arrays::toString).toList();
  }

  /** By looking at every permutation. A lone sample has but itself. */
  private static List<int[]> best(int[] classes) {
    List<int[]> all = new ArrayList<>();
    addPermutations(new int[classes.length], 0, all);
    if (classes.length > 1) {
      all.removeIf(p -> IntStream.range(0, p.length).anyMatch(i -> p[i] == i));
    }
    long most = all.stream().mapToLong(p -> ofOtherClass(p, classes)).max().orElseThrow();
    all.removeIf(p -> ofOtherClass(p, classes) < most);
    return all;
  }

  private static void addPermutations(int[] partners, int from, List<int[]> all) {
    if (from == partners.length) {
      all.add(partners.clone());
      return;
    }
    for (int next = 0; next < partners.length; next++) {
      int candidate = next;
      if (Arrays.stream(partners, 0, from).noneMatch(partner -> partner == candidate)) {
        partners[from] = next;
        addPermutations(partners, from + 1, all);
      }
    }
  }
}
