package io.cutmix.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cutmix.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cutmix completion}, {@code man} and {@code help}. */
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
          bash | cutmix man                      | ver        | verify
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

  @ParameterizedTest
  @ValueSource(strings = {"", "inspect", "augment", "verify", "render", "completion", "man"})
  void a_manual_page_has_what_help_has(String command) throws IOException {
    List<String> words = command.isEmpty() ? List.of("man") : List.of("man", command);
    String page = Cutmix.run(words).out();

    assertThat(page)
        .startsWith(".TH \"CUTMIX")
        .contains(".SH \"SYNOPSIS\"", ".SH \"EXIT STATUS\"")
        .doesNotContain("${", "%n", "null");
    if (command.equals("augment")) {
      assertThat(page)
          .contains(".SH \"MIXING\"", "\\fB\\-\\-alpha=A\\fR", "Default: 1.0.")
          .doesNotContain("workers");
    }
    if (Files.exists(Path.of("/usr/bin/groff"))) {
      Path file = Files.writeString(temp.resolve("page.1"), page);
      Command.Result checked =
          Command.of("groff", "-man", "-ww", "-Tutf8", file).with("LC_ALL", "C.UTF-8").run();
      assertThat(checked.err()).isEmpty();
      assertThat(checked.out()).contains("General Commands Manual", "wrong usage");
    }
  }

  @Test
  void help_of_a_command_is_that_of_its_option() {
    for (String command : List.of("inspect", "augment", "verify", "render", "completion", "man")) {
      String help = Cutmix.run("help", command).out();

      assertThat(help).isEqualTo(Cutmix.run(command, "--help").out());
      assertThat(help).contains("Exit codes:", "130/143", "Example", "--json", "--log-format");
    }
  }

  @Test
  void help_of_the_tool_shows_the_way_of_a_user() {
    String help = Cutmix.run("--help").out();

    assertThat(help.indexOf("  augment")).isPositive().isLessThan(help.indexOf("  verify"));
    assertThat(help).contains("--dry-run", "cutmix verify mixed", "goes on", "CUTMIX_THREADS");
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
  }
}
