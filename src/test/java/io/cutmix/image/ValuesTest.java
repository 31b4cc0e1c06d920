package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cutmix.job.Background;
import io.cutmix.job.Options;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that users and other packages give: what is accepted, and what is said otherwise. */
final class ValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "black | 0 | 0 | 0",
        "White | 255 | 255 | 255",
        "#0a10FF | 10 | 16 | 255",
        "1, 20,255 | 1 | 20 | 255"
      })
  void a_color_has_a_name_or_numbers(String text, int red, int green, int blue) {
    assertThat(Background.parse(text)).isEqualTo(new Background(red, green, blue));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "blakc", "#12345", "1,2", "1,2,3,4", "1,2,-3"})
  void an_unknown_color_is_answered_with_the_known_forms(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Background.parse(text))
        .withMessageEndingWith("but was " + text)
        .withMessageContaining("#rrggbb");
  }

  @ParameterizedTest
  @CsvSource({"256,0,0", "0,256,0", "0,0,256"})
  void a_color_above_255_is_refused(int red, int green, int blue) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Background(red, green, blue))
        .withMessageContaining("0..255");
  }

  @Test
  void a_shape_knows_its_bytes() {
    assertThat(new ImageShape(3, 5, 4).bytes()).isEqualTo(60);
    assertThat(new ImageShape(Integer.MAX_VALUE, 1, 1).bytes()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void samples_of_16_bits_take_two_bytes() {
    assertThat(new ImageShape(3, 5, 4, 16).bytes()).isEqualTo(120);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageShape(Integer.MAX_VALUE, 1, 1, 16))
        .withMessageContaining("2 GiB");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageShape(1, 1, 1, 12))
        .withMessageContaining("8 or 16");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1",
    "1, 0, 1",
    "1, 1, 0",
    "1, 1, 2",
    "1, 1, 5",
    "65536, 32768, 1",
    "2147483647, 2147483647, 4"
  })
  void an_impossible_shape_is_refused(int height, int width, int channels) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageShape(height, width, channels));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101, -1})
  void an_impossible_quality_is_refused(int quality) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.given(Map.of("quality", quality)))
        .withMessageContaining("1..100");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 411, 422, 445})
  void an_unknown_subsampling_is_refused(int subsampling) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.given(Map.of("subsampling", subsampling)))
        .withMessageContaining("420 or 444");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "a.b.JPEG", "dir/x.Png", "x.tif", "x.webp", "x.pam", ".png"})
  void images_are_known_by_their_names(String name) {
    assertThat(FileFormat.isImageName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "a.txt", "a.jpg.bak", "a.", "", "png/readme"})
  void other_names_are_no_images(String name) {
    assertThat(FileFormat.isImageName(name)).isFalse();
  }

  @Test
  void written_files_have_the_usual_extensions() {
    assertThat(FileFormat.JPEG.extension()).isEqualTo("jpg");
    assertThat(FileFormat.PNG.extension()).isEqualTo("png");
  }
}
