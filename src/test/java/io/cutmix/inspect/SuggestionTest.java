package io.cutmix.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cutmix.work.ImageSurvey.SizeCount;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

  @ParameterizedTest
  @CsvSource({"1, 16", "28, 28", "40, 48", "100, 96", "230, 224", "500, 512", "4000, 512"})
  void the_side_is_the_usual_one_nearest_to_the_shorter_sides(int shorter, int expected) {
    assertEquals(
        expected,
        Suggestion.side(List.of(new SizeCount(shorter, 5000, 1), new SizeCount(6000, shorter, 1))));
  }

  @Test
  void a_rare_tiny_image_does_not_make_the_side_tiny() {
    assertEquals(
        224,
        Suggestion.side(
            List.of(
                new SizeCount(300, 220, 90),
                new SizeCount(1, 1, 1),
                new SizeCount(2000, 1500, 8))));
  }

  @Test
  void images_count_not_sizes() {
    assertEquals(
        64,
        Suggestion.side(
            List.of(
                new SizeCount(64, 64, 10),
                new SizeCount(500, 500, 2),
                new SizeCount(512, 512, 2))));
  }
}
