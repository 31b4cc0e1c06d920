package io.cutmix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is true. */
class ReadmeIT {
  private static final Path HOME = Path.of(System.getProperty("cutmix.home"));

  @Test
  void the_first_command_does_what_the_first_screen_shows(@TempDir Path folder) throws IOException {
    String readme = Files.readString(HOME.resolve("README.md"));
    String command = find(readme, "(?m)^(bin/cutmix augment .*) --out out$");
    Path out = folder.resolve("out");

    Command.Result result = Command.of("sh", "-c", command + " --out \"$0\"", out).in(HOME).run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out().lines().findFirst().orElseThrow().replaceAll("\\d+ images/s", ""))
        .isEqualTo(find(readme, "(?m)^(24 images .*), 20 images/s$") + ", ");
    assertThat(out.resolve("images/000011.jpg"))
        .hasSameBinaryContentAs(HOME.resolve("samples/mixed.jpg"));
    assertThat(Files.readString(out.resolve("labels.json")))
        .contains(find(readme, "(?m)^  (\\{\"file_name\":\"images/000011.jpg\".*\\})"));
  }

  @Test
  void the_table_of_options_is_that_of_the_help() throws IOException {
    String help = Command.of(HOME.resolve("bin/cutmix"), "augment", "--help").run().out();
    String readme = Files.readString(HOME.resolve("README.md"));
    String table = readme.substring(readme.indexOf("## Options of"), readme.indexOf("## Output"));

    assertThat(options(table, "`-[^`]*`")).containsExactlyElementsOf(options(help, "(?m)^ +-.*$"));
  }

  /** The long names of options in the parts of a text that match. */
  private static List<String> options(String text, String part) {
    return Pattern.compile(part)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .flatMap(line -> Pattern.compile("--[a-z-]+").matcher(line).results())
        .map(MatchResult::group)
        .distinct()
        .sorted()
        .toList();
  }

  private static String find(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
  }
}
