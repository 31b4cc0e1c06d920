package io.cutmix.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.mix.Box;
import io.cutmix.mix.Recipe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartnerPiecesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 9, 17, 64, 200})
  void pieces_go_from_partner_to_partner_through_all_images(int samples) {
    for (int seed = 0; seed < 50; seed++) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < samples; i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(seed));
      int[] partners = order.stream().mapToInt(Integer::intValue).toArray();

      List<int[]> pieces =
          BatchWalk.PartnerPieces.of(Recipe.of(partners, List.of(new Box(0, 0, 1, 1))));

      List<Integer> firsts = pieces.stream().map(piece -> piece[0]).toList();
      Set<Integer> seen = new TreeSet<>();
      for (int[] piece : pieces) {
        assertThat(piece).hasSizeBetween(1, 8);
        for (int k = 0; k < piece.length; k++) {
          assertThat(seen.add(piece[k])).isTrue();
          int partner = partners[piece[k]];
          if (k + 1 < piece.length) {
            assertThat(piece[k + 1]).isEqualTo(partner);
          } else {
            assertThat(firsts).contains(partner);
          }
        }
      }
      assertThat(seen).hasSize(samples);
    }
  }
}
