package io.cutmix.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.verify.ImageBoxes.Rectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of a box under another. */
class RectangleTest {
  private static final Rectangle WHOLE = new Rectangle(0, 0, 10, 10);

  /** Counts cells instead of comparing edges. */
  @ParameterizedTest
  @CsvSource({
    "2,2,5,5",
    "0,0,10,4",
    "0,0,4,10",
    "6,0,10,10",
    "0,7,10,10",
    "0,0,10,10",
    "-3,-3,4,4",
    "3,0,7,10",
    "20,20,30,30",
    "4,4,4,9"
  })
  void what_is_left_is_the_smallest_rectangle_around_uncovered_cells(
      int x1, int y1, int x2, int y2) {
    int[] around = {10, 10, 0, 0};
    int covered = 0;
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 10; x++) {
        if (x >= x1 && x < x2 && y >= y1 && y < y2) {
          covered++;
        } else {
          around[0] = Math.min(around[0], x);
          around[1] = Math.min(around[1], y);
          around[2] = Math.max(around[2], x + 1);
          around[3] = Math.max(around[3], y + 1);
        }
      }
    }
    Rectangle other = new Rectangle(x1, y1, x2, y2);

    Rectangle left = WHOLE.minus(other);

    assertThat(WHOLE.and(other).area()).isEqualTo(covered);
    if (covered == 100) {
      assertThat(left.area()).isZero();
    } else {
      assertThat(left).isEqualTo(new Rectangle(around[0], around[1], around[2], around[3]));
    }
  }

  @Test
  void a_rectangle_whose_end_lies_before_its_start_is_empty() {
    assertThat(new Rectangle(5, 0, 2, 10).area()).isZero();
    assertThat(WHOLE.minus(new Rectangle(5, 0, 2, 10))).isEqualTo(WHOLE);
  }
}
