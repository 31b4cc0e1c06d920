package io.cutmix.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.job.LabelNumbers;
import io.cutmix.mix.Box;
import io.cutmix.output.LabelRow;
import io.cutmix.work.RecipeBatches.RowBatch.Match;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowMatchTest {

  private static LabelRow row(String source, String partner, Box box) {
    return new LabelRow(
        "images/" + source, LabelNumbers.of(new double[] {1}), 1, box, source, partner, 0, 0);
  }

  /** Rows {@code from..to-1} of a batch of which each has a partner, maybe itself. */
  private static List<LabelRow> rows(int seed, int size, int from, int to) {
    List<Integer> partners = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      partners.add(i);
    }
    Collections.shuffle(partners, new Random(seed));
    List<LabelRow> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      rows.add(row("p" + i, "p" + partners.get(i), new Box(0, 0, i + 1, i + 1)));
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"1,2,0,2", "2,9,0,9", "3,9,2,5", "4,9,8,9", "5,20,0,19", "6,20,7,20", "7,64,0,64"})
  void each_row_finds_its_partner_and_keeps_its_box(int seed, int size, int from, int to) {
    List<LabelRow> rows = rows(seed, size, from, to);

    Match match = Match.of(rows);

    for (int i = 0; i < rows.size(); i++) {
      assertThat(match.names().get(i)).isEqualTo(rows.get(i).source());
      assertThat(match.names().get(match.recipe().partner(i))).isEqualTo(rows.get(i).partner());
      assertThat(match.recipe().box(i)).isEqualTo(rows.get(i).bbox());
    }
    for (int i = rows.size(); i < match.names().size(); i++) {
      assertThat(match.recipe().box(i)).isEqualTo(Box.EMPTY);
    }
    assertThat(match.names()).doesNotHaveDuplicates();
  }

  @Test
  void an_image_that_is_there_twice_is_a_partner_twice() {
    List<LabelRow> rows =
        List.of(
            row("a", "b", new Box(0, 0, 1, 1)),
            row("a", "b", new Box(0, 0, 2, 2)),
            row("b", "a", new Box(0, 0, 3, 3)));

    Match match = Match.of(rows);

    for (int i = 0; i < 3; i++) {
      assertThat(match.names().get(match.recipe().partner(i))).isEqualTo(rows.get(i).partner());
    }
  }

  @Test
  void a_row_without_partner_or_without_pixels_of_one_is_left_as_it_is() {
    Match match = Match.of(List.of(row("a", "a", Box.EMPTY), row("b", "c", Box.EMPTY)));

    assertThat(match.recipe().leaves(0)).isTrue();
    assertThat(match.recipe().leaves(1)).isTrue();
  }
}
