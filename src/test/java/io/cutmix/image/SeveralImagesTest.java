package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeveralImagesTest {
  @ParameterizedTest
  @ValueSource(strings = {"animated.gif", "pages.tif", "animated.webp"})
  void several_images_in_a_file_are_noticed(String name) {
    assertThat(areSeveral(Fixture.bytes(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.gif",
        "interlaced.gif",
        "transparent.gif",
        "small-frame.gif",
        "rgb.tif",
        "tiled.tif",
        "lossless.webp",
        "lossless-alpha.webp",
        "orientation-3.webp",
        "baseline.jpg",
        "rgb.png"
      })
  void one_image_is_not_taken_for_several(String name) {
    assertThat(areSeveral(Fixture.bytes(name))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.gif", "rgb.tif", "lossless.webp"})
  void a_file_that_ends_early_has_no_second_image(String name) {
    byte[] whole = Fixture.bytes(name);
    for (int length = 18; length < whole.length; length += 7) {
      assertThat(areSeveral(Arrays.copyOf(whole, length))).isFalse();
    }
  }

  private static boolean areSeveral(byte[] encoded) {
    return Codecs.areSeveral(FileFormat.of(encoded).orElseThrow(), encoded);
  }
}
