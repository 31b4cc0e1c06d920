package io.cutmix.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cutmix.detection.CocoFile.CocoBox;
import io.cutmix.image.ImageShape;
import io.cutmix.image.Rendering;
import io.cutmix.job.Background;
import io.cutmix.job.ImageSpec.Fit;
import io.cutmix.mix.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MixedBoxesTest {
  private static final int HEIGHT = 9;
  private static final int WIDTH = 12;

  @TempDir private Path temp;

  /** The oracle counts pixels. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.7, 1})
  void boxes_are_those_around_the_pixels_that_can_be_seen(double minVisible) throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      int[] own = rectangle(random, WIDTH + 4, HEIGHT + 4);
      int[] other = rectangle(random, WIDTH, HEIGHT);
      int[] region = rectangle(random, WIDTH, HEIGHT);
      Box pasted = new Box(region[0], region[1], region[2], region[3]);
      MixedBoxes boxes = new MixedBoxes(coco(own, other), exact(), minVisible);

      List<CocoBox> expected = new ArrayList<>();
      expect(expected, 1, own, (x, y) -> x < WIDTH && y < HEIGHT && !in(region, x, y), minVisible);
      expect(expected, 2, other, (x, y) -> in(region, x, y), minVisible);

      assertThat(boxes.of("a.png", "b.png", pasted)).isEqualTo(expected);
    }
  }

  @Test
  void an_unmixed_image_has_the_boxes_of_its_source() throws IOException {
    MixedBoxes boxes =
        new MixedBoxes(coco(new int[] {1, 2, 5, 8}, new int[] {0, 0, 1, 1}), exact(), 1);

    assertThat(boxes.of("a.png", "a.png", Box.EMPTY))
        .containsExactly(new CocoBox(1, 0, 1, 2, 5, 8));
  }

  @ParameterizedTest
  @CsvSource({
    "STRETCH, 24, 18, 6, 6, 12, 6",
    "COVER, 9, 9, 1.5, 3, 6, 3",
    "CONTAIN, 12, 13, 3, 5, 6, 3"
  })
  void boxes_go_where_their_images_pixels_go(
      Fit fit, int width, int height, double x, double y, double boxWidth, double boxHeight)
      throws IOException {
    Rendering rendering =
        new Rendering(new ImageShape(height, width, 3), Optional.of(fit), Background.BLACK);
    MixedBoxes boxes =
        new MixedBoxes(coco(new int[] {3, 3, 9, 6}, new int[] {0, 0, 1, 1}), rendering, 0.3);

    assertThat(boxes.of("a.png", "a.png", Box.EMPTY))
        .containsExactly(new CocoBox(1, 0, x, y, x + boxWidth, y + boxHeight));
  }

  @Test
  void boxes_end_where_their_image_does_and_the_bars_begin() throws IOException {
    Rendering square =
        new Rendering(new ImageShape(12, 12, 3), Optional.of(Fit.CONTAIN), Background.BLACK);
    int[] over = {-6, -9, 6, 90};
    MixedBoxes boxes = new MixedBoxes(coco(over, over), square, 0.5);

    // Rows 1 to 9 are the image's; the first row, and those behind them, are bars.
    assertThat(boxes.of("a.png", "a.png", Box.EMPTY))
        .containsExactly(new CocoBox(1, 0, 0, 1, 6, 10));
    assertThat(boxes.of("a.png", "b.png", new Box(0, 0, 6, 8)))
        .containsExactly(new CocoBox(2, 0, 0, 1, 6, 8));
    assertThat(boxes.of("a.png", "b.png", new Box(0, 10, 12, 12)))
        .containsExactly(new CocoBox(1, 0, 0, 1, 6, 10));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
  void a_share_lies_above_0_and_up_to_1(double minVisible) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new MixedBoxes(
                    coco(new int[] {0, 0, 1, 1}, new int[] {0, 0, 1, 1}), exact(), minVisible))
        .withMessageContaining("min-visible");
  }

  private static void expect(
      List<CocoBox> expected,
      int category,
      int[] box,
      BiPredicate<Integer, Integer> visible,
      double minVisible) {
    int all = 0;
    int seen = 0;
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = 0;
    int bottom = 0;
    for (int y = box[1]; y < box[3]; y++) {
      for (int x = box[0]; x < box[2]; x++) {
        // What reaches over the image's edge isn't there.
        all += x < WIDTH && y < HEIGHT ? 1 : 0;
        if (visible.test(x, y)) {
          seen++;
          left = Math.min(left, x);
          top = Math.min(top, y);
          right = Math.max(right, x + 1);
          bottom = Math.max(bottom, y + 1);
        }
      }
    }
    if (seen > 0 && seen >= minVisible * all) {
      expected.add(new CocoBox(category, 0, left, top, right, bottom));
    }
  }

  private static boolean in(int[] box, int x, int y) {
    return x >= box[0] && x < box[2] && y >= box[1] && y < box[3];
  }

  private static int[] rectangle(Random random, int width, int height) {
    int left = random.nextInt(width - 1);
    int top = random.nextInt(height - 1);
    int right = left + 1 + random.nextInt(width - left - 1);
    int bottom = top + 1 + random.nextInt(height - top - 1);
    return new int[] {left, top, right, bottom};
  }

  private CocoFile coco(int[] own, int[] other) throws IOException {
    Path file = temp.resolve("coco.json");
    Files.writeString(
        file,
        """
        {"annotations": [%s, %s],
         "images": [{"id": 1, "file_name": "a.png", "width": 12, "height": 9},
                    {"id": 2, "file_name": "b.png", "width": 12, "height": 9}]}
        """
            .formatted(annotation(1, own), annotation(2, other)));
    return CocoFile.read(file, file);
  }

  private static String annotation(int id, int[] box) {
    return "{\"id\": %d, \"image_id\": %d, \"category_id\": %d, \"bbox\": [%d, %d, %d, %d]}"
        .formatted(id, id, id, box[0], box[1], box[2] - box[0], box[3] - box[1]);
  }

  private static Rendering exact() {
    return new Rendering(new ImageShape(HEIGHT, WIDTH, 3), Optional.empty(), Background.BLACK);
  }
}
