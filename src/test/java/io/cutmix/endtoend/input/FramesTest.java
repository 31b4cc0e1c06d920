package io.cutmix.endtoend.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with several images: the first is taken, and the user is told once. */
class FramesTest {
  @TempDir private Path temp;

  @Test
  void all_files_with_several_images_are_told_in_one_line() throws IOException {
    ImagesAndLabels input =
        ImagesAndLabels.ofFixtures(temp, "rgb.png", "pages.tif", "animated.gif", "plain.gif");

    Cutmix.Outcome outcome = Cutmix.augment(input, temp.resolve("out"), "--copies", 3);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .containsOnlyOnce("several frames")
        .contains("cutmix: 2 images hold several frames or pages; the first of each was taken")
        .contains("such as p0001-pages.tif");
  }

  @Test
  void one_such_file_is_named() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.ofFixtures(temp, "plain.gif", "animated.gif");

    assertThat(Cutmix.augment(input, temp.resolve("out")).err())
        .contains("1 image holds several frames or pages", "(p0001-animated.gif)");
  }

  @Test
  void nothing_is_said_when_there_is_none_or_silence_is_asked_for() throws IOException {
    ImagesAndLabels plain =
        ImagesAndLabels.ofFixtures(temp.resolve("plain"), "plain.gif", "rgb.tif");
    ImagesAndLabels many =
        ImagesAndLabels.ofFixtures(temp.resolve("m"), "pages.tif", "animated.gif");

    assertThat(Cutmix.augment(plain, temp.resolve("o")).err()).doesNotContain("frames");
    assertThat(Cutmix.augment(many, temp.resolve("quiet"), "--quiet").err()).isEmpty();
  }
}
