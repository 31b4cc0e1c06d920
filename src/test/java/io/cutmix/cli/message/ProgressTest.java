package io.cutmix.cli.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  private enum Display {
    BAR,
    LINES,
    NONE
  }

  @Test
  void lines_have_no_control_characters_but_line_feeds() {
    String shown = shown(Display.LINES);

    assertThat(shown.replace("\n", "")).doesNotContainPattern("\\p{Cntrl}").isNotBlank();
    assertThat(shown).endsWith("\n");
  }

  @Test
  void the_last_line_says_that_all_are_there_and_how_many_were_skipped() {
    List<String> lines = shown(Display.LINES).lines().toList();

    assertThat(lines.get(lines.size() - 1)).contains("100%", "10/10", "images", " 2 skipped");
    assertThat(lines).doesNotHaveDuplicates();
  }

  @Test
  void lines_have_no_bar_and_none_says_the_same_as_the_one_before() {
    List<String> lines = shown(Display.LINES).lines().toList();

    assertThat(lines).hasSize(1).noneMatch(line -> line.contains("[") || line.contains("="));
  }

  @Test
  void a_bar_is_drawn_in_place() {
    assertThat(shown(Display.BAR)).contains("\r").contains("10/10", "2 skipped");
  }

  @Test
  void none_shows_nothing() {
    assertThat(shown(Display.NONE)).isEmpty();
  }

  private static String shown(Display display) {
    return shown(display, 80, new Progress.Step("mixing", "images", 10, false));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 20, 40, 60, 79, 80, 120, 200})
  void a_bar_is_never_wider_than_the_terminal_has_columns(int width) {
    String shown = shown(Display.BAR, width, new Progress.Step("mixing", "images", 10, false));

    assertThat(shown.replaceAll("\u001b\\[\\d*[AJ]", "").split("[\r\n]", -1))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(Math.max(2, width)));
  }

  @Test
  void twenty_columns_have_room_for_percents_and_failures() {
    assertThat(shown(Display.BAR, 20, new Progress.Step("mixing", "images", 10, false)))
        .contains("100% 2 skipped");
  }

  @Test
  void a_quick_step_shows_nothing() {
    for (Display display : Display.values()) {
      assertThat(shown(display, 80, new Progress.Step("listing", "files", -1, true))).isEmpty();
    }
  }

  @Test
  void a_step_of_unknown_length_counts() {
    assertThat(shown(Display.LINES, 80, new Progress.Step("listing", "files", -1, false)))
        .contains("listing 10 files")
        .doesNotContain("%", "left");
  }

  private static String shown(Display display, int width, Progress.Step step) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (Progress progress =
        switch (display) {
          case BAR -> Progress.bar(step, to, width);
          case LINES -> Progress.lines(step, to::println);
          case NONE -> Progress.none();
        }) {
      progress.finished(4, 0);
      progress.finished(4, 2);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
