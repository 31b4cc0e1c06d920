package io.cutmix.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recipes as values, and what is left of one when samples can't be read. */
class RecipeTest {
  private static final Box A = new Box(0, 0, 1, 1);
  private static final Box B = new Box(1, 2, 3, 4);

  @Test
  void recipes_of_equal_parts_are_equal() {
    Recipe recipe = Recipe.of(new int[] {1, 0}, List.of(A, B));

    assertThat(recipe)
        .isEqualTo(Recipe.of(new int[] {1, 0}, List.of(A, B)))
        .hasSameHashCodeAs(Recipe.of(new int[] {1, 0}, List.of(A, B)))
        .hasToString("Recipe[partners=[1, 0], boxes=[0,0,1,1, 1,2,3,4]]")
        .isNotEqualTo(Recipe.of(new int[] {0, 1}, List.of(A, B)))
        .isNotEqualTo(Recipe.of(new int[] {1, 0}, List.of(B, A)))
        .isNotEqualTo("recipe");
  }

  @Test
  void one_box_for_all_equals_the_same_box_for_each() {
    assertThat(Recipe.of(new int[] {1, 0}, List.of(A)))
        .isEqualTo(Recipe.of(new int[] {1, 0}, List.of(A, A)));
  }

  @Test
  void recipe_does_not_change_with_the_arrays_it_came_from_or_gave_out() {
    int[] partners = {1, 0};
    List<Box> boxes = new ArrayList<>(List.of(A, B));
    Recipe recipe = Recipe.of(partners, boxes);

    partners[0] = 0;
    boxes.set(0, B);
    recipe.partners()[1] = 1;

    assertThat(recipe).isEqualTo(Recipe.of(new int[] {1, 0}, List.of(A, B)));
  }

  /** Permutations with cycles of all lengths, and who of them is there. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Missing(Recipe recipe, boolean[] readable) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (boolean there : readable) {
        text.append(there ? '+' : '-');
      }
      return text + " " + recipe;
    }
  }

  static List<Missing> missing() {
    List<Missing> cases = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int number = 0; number < 100; number++) {
      int size = 1 + random.nextInt(9);
      double share = random.nextDouble();
      List<Box> boxes = new ArrayList<>();
      boolean[] readable = new boolean[size];
      for (int i = 0; i < size; i++) {
        boxes.add(new Box(i, 0, i + 1, 1));
        readable[i] = random.nextDouble() < share;
      }
      cases.add(
          new Missing(Recipe.of(NaiveCutMix.randomPermutation(random, size), boxes), readable));
    }
    return cases;
  }

  /** The oracle writes down each cycle as a list and strikes out who isn't there. */
  @ParameterizedTest
  @MethodSource("missing")
  void without_unreadable_samples_each_cycle_closes_around_them(Missing missing) {
    Recipe before = missing.recipe();

    Recipe after = before.without(missing.readable());

    for (int i = 0; i < before.size(); i++) {
      List<Integer> cycle = new ArrayList<>();
      for (int at = before.partner(i); at != i; at = before.partner(at)) {
        cycle.add(at);
      }
      cycle.removeIf(at -> !missing.readable()[at]);
      boolean staysMixed = missing.readable()[i] && !cycle.isEmpty();
      assertThat(after.partner(i)).isEqualTo(staysMixed ? cycle.get(0) : i);
      assertThat(after.box(i)).isEqualTo(staysMixed ? before.box(i) : Box.EMPTY);
    }
    assertThat(after.partners()).doesNotHaveDuplicates();
  }

  @Test
  void within_a_larger_batch_only_the_given_places_are_mixed() {
    Recipe three = Recipe.of(new int[] {1, 2, 0}, List.of(A, B, new Box(2, 2, 3, 3)));

    Recipe seven = three.within(new int[] {5, 0, 3}, 7);

    assertThat(seven.partners()).containsExactly(3, 1, 2, 5, 4, 0, 6);
    assertThat(seven.boxes())
        .containsExactly(B, Box.EMPTY, Box.EMPTY, new Box(2, 2, 3, 3), Box.EMPTY, A, Box.EMPTY);
  }

  @Test
  void unmixed_recipe_changes_nothing() {
    Recipe recipe = Recipe.unmixed(3);

    assertThat(recipe.partners()).containsExactly(0, 1, 2);
    assertThat(recipe.boxes()).containsOnly(Box.EMPTY);
    assertThat(recipe.box(2).keptFraction(4, 4)).isEqualTo(1);
  }

  @Test
  void area_of_the_largest_box_does_not_overflow() {
    Box largest = new Box(0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);

    assertThat(largest.area()).isEqualTo(4611686014132420609L);
    assertThat(largest.keptFraction(Integer.MAX_VALUE, Integer.MAX_VALUE)).isZero();
  }
}
