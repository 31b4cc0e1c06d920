package io.cutmix.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.dataset.Source;
import io.cutmix.image.Codecs;
import io.cutmix.image.ImageCodec;
import io.cutmix.job.ImageSpec.CodecChoice;
import io.cutmix.work.ImageSurvey.PassedHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers whose bytes pass by while a shard is listed. */
class PassedHeaderTest {
  private static final ImageCodec CODEC = Codecs.of(CodecChoice.IMAGEIO);

  private static byte[] file(String name) throws IOException {
    try (InputStream file =
        PassedHeaderTest.class.getResourceAsStream("/io/cutmix/image/" + name)) {
      return file.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orientation-6.jpg",
        "orientation-6.png",
        "orientation-6-behind.png",
        "orientation-6-in-text.png",
        "orientation-6.webp",
        "orientation-6.tif",
        "red-green-profile.webp",
        "animated.webp"
      })
  void one_that_may_go_on_behind_what_passed_is_not_believed(String name) throws IOException {
    byte[] whole = file(name);
    PassedHeader expected = new PassedHeader(CODEC.header(new ByteArrayInputStream(whole)));
    Source.Glance glance = ImageSurvey.passing(CODEC);

    assertThat(glance.at(name, whole, whole.length)).hasValue(expected);
    for (int length = 0; length < whole.length; length++) {
      assertThat(glance.at(name, Arrays.copyOf(whole, length), whole.length))
          .as("%d of %d bytes", length, whole.length)
          .satisfiesAnyOf(
              seen -> assertThat(seen).isEmpty(), seen -> assertThat(seen).hasValue(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"orientation-6.jpg", "orientation-6.png"})
  void one_that_ends_long_before_is(String name) throws IOException {
    byte[] file = file(name);

    assertThat(ImageSurvey.passing(CODEC).at(name, Arrays.copyOf(file, 40_000), 1 << 20))
        .hasValue(new PassedHeader(CODEC.header(new ByteArrayInputStream(file))));
  }
}
