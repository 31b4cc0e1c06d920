package io.cutmix.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which terminals show pictures, and what they are sent. */
class TerminalPictureTest {
  @ParameterizedTest
  @CsvSource({
    "TERM=xterm-kitty, KITTY",
    "KITTY_WINDOW_ID=1 TERM=xterm-256color, KITTY",
    "TERM=xterm-ghostty, KITTY",
    "TERM_PROGRAM=iTerm.app, ITERM",
    "TERM_PROGRAM=WezTerm, ITERM",
    "TERM_PROGRAM=mintty, ITERM",
    "TERM=foot-extra, SIXEL",
    "TERM=mlterm, SIXEL",
    "TERM=xterm-sixel, SIXEL",
    "WT_SESSION=0 TERM=xterm-256color, SIXEL",
    "TERM=xterm-256color, ''",
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

    assertThat(TerminalPicture.of(environment).map(Enum::name).orElse("")).isEqualTo(wanted);
  }

  @Test
  void sixels_have_each_pixel_once_in_nearly_its_colour() {
    Canvas canvas = new Canvas(61, 20, 0x3366cc);
    canvas.fill(10, 3, 30, 9, 0xff0000);
    canvas.fill(50, 7, 11, 13, 0xffffff);

    int[] pixels = decoded(Sixels.of(canvas), 61, 20);

    double[] means = new double[3];
    for (int i = 0; i < 61 * 20; i++) {
      assertThat(pixels[i]).as("pixel %d", i).isNotEqualTo(-1);
      for (int c = 0; c < 3; c++) {
        int error = ((pixels[i] >> (16 - 8 * c)) & 255) - (canvas.rgb()[3 * i + c] & 255);
        means[c] += error / (61.0 * 20);
      }
    }
    assertThat(Arrays.stream(means).map(Math::abs).max().orElseThrow()).isLessThan(2);
    assertThat(pixels[5 * 61 + 20]).isEqualTo(0xff0000);
    assertThat(pixels[15 * 61 + 55]).isEqualTo(0xffffff);
  }

  /** A slow reader of the same sixels. */
  private static int[] decoded(String sixels, int width, int height) {
    assertThat(sixels).startsWith("\033Pq\"1;1;61;20#").endsWith("\033\\");
    int[] colours = new int[256];
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, -1);
    int[] at = {0, 0, 0};
    Pattern tokens =
        Pattern.compile("#(\\d+);2;(\\d+);(\\d+);(\\d+)|#(\\d+)|!(\\d+)([?-~])|([?-~])|(\\$)|(-)");
    for (MatchResult token :
        tokens.matcher(sixels.substring(12, sixels.length() - 2)).results().toList()) {
      if (token.group(1) != null) {
        int colour = 0;
        for (int c = 2; c < 5; c++) {
          colour = (colour << 8) | Math.round(Integer.parseInt(token.group(c)) * 2.55f);
        }
        colours[Integer.parseInt(token.group(1))] = colour;
      } else if (token.group(5) != null) {
        at[2] = Integer.parseInt(token.group(5));
      } else if (token.group(9) != null) {
        at[0] = 0;
      } else if (token.group(10) != null) {
        at[0] = 0;
        at[1] += 6;
      } else {
        int times = token.group(6) == null ? 1 : Integer.parseInt(token.group(6));
        String sixel = token.group(7) == null ? token.group(8) : token.group(7);
        for (; times > 0; times--, at[0]++) {
          put(pixels, width, at, sixel.charAt(0) - '?', colours[at[2]]);
        }
      }
    }
    return pixels;
  }

  private static void put(int[] pixels, int width, int[] at, int bits, int colour) {
    for (int y = 0; y < 6; y++) {
      if (((bits >> y) & 1) == 1) {
        int place = (at[1] + y) * width + at[0];
        assertThat(pixels[place]).isEqualTo(-1);
        pixels[place] = colour;
      }
    }
  }
}
