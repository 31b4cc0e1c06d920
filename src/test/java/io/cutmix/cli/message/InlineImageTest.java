package io.cutmix.cli.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which terminals show images, and what they are sent. */
class InlineImageTest {
  @ParameterizedTest
  @CsvSource({
    "TERM=xterm-kitty, KITTY",
    "KITTY_WINDOW_ID=1 TERM=xterm-256color, KITTY",
    "TERM=xterm-ghostty, KITTY",
    "TERM_PROGRAM=iTerm.app, ITERM",
    "TERM_PROGRAM=WezTerm, ITERM",
    "TERM_PROGRAM=mintty, ITERM",
    "TERM=xterm-256color, ''",
    "TERM=xterm-sixel, ''",
    "TERM_PROGRAM=Apple_Terminal, ''",
    "TERM=xterm-kitty TMUX=/tmp/1, ''",
    "TERM_PROGRAM=iTerm.app STY=1, ''"
  })
  void terminals_are_told_apart_by_the_environment(String variables, String wanted) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables.split(" ", -1)) {
      String[] pair = variable.split("=", 2);
      environment.put(pair[0], pair[1]);
    }

    assertThat(InlineImage.of(environment).map(Enum::name).orElse("")).isEqualTo(wanted);
  }
}
