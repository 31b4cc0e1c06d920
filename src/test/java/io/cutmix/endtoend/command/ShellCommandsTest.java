package io.cutmix.endtoend.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.testing.Command;
import io.cutmix.testing.Cutmix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cutmix completion} and {@code help}. */
class ShellCommandsTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bash | cutmix                          | aug        | augment
          bash | cutmix augment                  | --min-v    | --min-visible
          bash | cutmix augment --format         | w          | webp
          bash | cutmix augment --box-scope      | s          | sample
          bash | cutmix augment --images         | pic        | pictures
          bash | cutmix verify                   | pic        | pictures
          bash | cutmix completion               | z          | zsh
          bash | cutmix help                     | prev       | preview
          zsh  | cutmix                          | aug        | augment
          zsh  | cutmix augment                  | --min-v    | --min-visible
          zsh  | cutmix augment --format         | w          | webp
          """)
  void words_are_completed(String shell, String words, String begun, String completed)
      throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/bin", shell)) || Files.exists(Path.of("/bin", shell)));
    Files.createDirectories(temp.resolve("pictures"));
    Path script =
        Files.writeString(temp.resolve("c"), Cutmix.run("completion", shell.strip()).out());
    String calls =
        """
        %s
        compopt() { :; }
        source %s
        COMP_WORDS=(%s %s)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _complete_cutmix
        echo "${COMPREPLY[@]}"
        """
            .formatted(
                shell.equals("zsh")
                    ? "autoload -U +X compinit && compinit -u -D; autoload -U +X bashcompinit &&"
                        + " bashcompinit; setopt KSH_ARRAYS SH_WORD_SPLIT"
                    : "",
                script,
                words,
                begun);

    Command.Result result = Command.of(shell, "-c", calls).in(temp).run();

    assertThat(result.out().strip().split("\\s+", -1)).as(result.err()).contains(completed);
  }

  @Test
  void render_offers_only_what_it_takes() {
    String script = Cutmix.run("completion").out();
    String render = script.substring(script.indexOf("function _picocli_cutmix_render"));

    assertThat(Cutmix.run("render", "--help").out()).doesNotContain("standard output");
    assertThat(render.lines().filter(line -> line.contains("parquet")).findFirst().orElseThrow())
        .contains("jsonl")
        .doesNotContain("shards");
  }

  @Test
  void help_of_a_command_is_that_of_its_option() {
    for (String command : List.of("inspect", "augment", "verify", "render", "completion")) {
      String help = Cutmix.run("help", command).out();

      assertThat(help).isEqualTo(Cutmix.run(command, "--help").out());
      assertThat(help).contains("Exit codes:", "130/143", "Example", "--json");
      assertThat(Cutmix.run("help", command, "--all").out())
          .isEqualTo(Cutmix.run(command, "--help", "--all").out())
          .contains("--log-format");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"augment", "preview"})
  void common_options_fit_three_screens_and_all_are_shown_on_request(String command) {
    String common = Cutmix.run(command, "--help").out();
    String all = Cutmix.run(command, "--help", "--all").out();

    assertThat(common.lines()).hasSizeLessThanOrEqualTo(72);
    assertThat(common)
        .contains("--images", "--out", "--threads", "cutmix " + command + " --help --all")
        .doesNotContain("--name-pattern");
    assertThat(all).contains("--images", "--name-pattern").doesNotContain(" more options: ");
  }

  @Test
  void a_command_with_few_options_shows_them_all() {
    assertThat(Cutmix.run("render", "--help").out())
        .contains("--images", "--range", "--labels-format", "--report", "--threads")
        .doesNotContain(" more options: ");
  }

  @Test
  void all_options_are_asked_for_with_help_alone() {
    assertThat(Cutmix.run("augment", "--images=i", "--out=o", "--all").err())
        .contains("--all is for --help; give both or neither");
  }

  @Test
  void help_of_the_tool_shows_the_way_of_a_user() {
    String help = Cutmix.run("--help").out();

    assertThat(help.indexOf("  augment")).isPositive().isLessThan(help.indexOf("  verify"));
    assertThat(help).contains("--dry-run", "cutmix verify mixed", "to resume");
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
  }
}
