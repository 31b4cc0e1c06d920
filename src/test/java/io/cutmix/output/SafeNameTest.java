package io.cutmix.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {

  @ParameterizedTest
  @CsvSource({
    "cat-1, cat-1",
    "a/b, a_b",
    "'a\\b', a_b",
    "../x, _._x",
    ".hidden, _hidden",
    "a b:c*?, a_b_c__",
    "Käse, Käse",
    "日本, 日本",
    "'', _",
    "a..b, a..b"
  })
  void only_letters_digits_and_three_signs_stay(String text, String name) {
    assertThat(ImageNaming.safe(text)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "日", "𝒳"})
  void what_is_long_is_cut_between_characters(String character) {
    String name = ImageNaming.safe(character.repeat(200));

    int bytes = character.getBytes(StandardCharsets.UTF_8).length;
    assertThat(name).isEqualTo(character.repeat(80 / bytes));
  }

  @Test
  void control_characters_go() {
    assertThat(ImageNaming.safe("a\0b\nc")).isEqualTo("a_b_c");
  }
}
