package io.cutmix.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.report.Progress.Display;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
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
  void a_bar_is_drawn_in_place() {
    assertThat(shown(Display.BAR)).contains("\r").contains("10/10", "2 skipped");
  }

  @Test
  void none_shows_nothing() {
    assertThat(shown(Display.NONE)).isEmpty();
  }

  private static String shown(Display display) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (Progress progress = Progress.start(display, 80, 10, to)) {
      progress.finished(4, 0);
      progress.finished(4, 2);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
