package io.cutmix.endtoend.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Cutmix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of options is that of the commands: names, values and defaults. */
class DocumentedOptionsTest {
  private static final String PAGE = read("src/site/markdown/options.md");

  /** In the help: names, the word for a value, and the description. */
  private static final Pattern IN_HELP =
      Pattern.compile(
          "(?m)^ {2,6}((?:-\\w, )?--[a-z-]+(?:, --[a-z-]+)?)(?:=(\\S+))?"
              + "((?: .*)?\\R(?: {10,}.*\\R)*)");

  private static final Pattern DEFAULT = Pattern.compile("Default: ([^\\s;]+?)\\.(?:\\s|$)");

  /** What the page says in words instead. */
  private static final List<String> IN_WORDS = List.of("found", "as", "that", "those", "every");

  /**
   * An option.
   *
   * @param names such as {@code -j, --threads}
   * @param values what it takes: words to choose from, or one that stands for a value; or nothing
   * @param standard its default, or nothing
   */
  private record Row(String names, String values, String standard) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          augment    | Input, Mixing, Images, Detection boxes, Form of the output, Shards, Run, Messages
          preview    | Input, Mixing, Images, Detection boxes, Form of the output, Shards, Run, Messages, cutmix preview
          inspect    | Input, Messages, cutmix inspect
          verify     | Input, Messages, cutmix verify
          render     | Run, Messages, cutmix render
          completion | Messages
          version    | Messages
          """)
  void every_option_has_its_row(String command, String sections) {
    Map<String, Row> documented = new TreeMap<>();
    for (String section : sections.split(", ", -1)) {
      rows(section).forEach(row -> documented.put(row.names(), row));
    }
    if (command.equals("render")) {
      documented.remove("--dry-run");
    }

    assertThat(new TreeMap<>(offered(command))).isEqualTo(documented);
  }

  @Test
  void the_table_of_the_readme_has_no_other_options() {
    String readme = read("README.md");
    String table = readme.substring(readme.indexOf("## Options at a glance"));

    assertThat(matches("(?m)^\\| .*?`(--[a-z-]+)", table).map(found -> found.group(1)).toList())
        .hasSizeGreaterThan(10)
        .isSubsetOf(
            offered("augment").keySet().stream()
                .map(name -> name.replaceFirst("^-\\w, ", ""))
                .toList());
  }

  /** The options of a command by their names. */
  private static Map<String, Row> offered(String command) {
    Map<String, Row> rows = new TreeMap<>();
    matches(IN_HELP.pattern(), Cutmix.run(command, "--help", "--all").out() + "\n")
        .map(DocumentedOptionsTest::ofHelp)
        .forEach(row -> rows.put(row.names(), row));
    return rows;
  }

  private static Row ofHelp(MatchResult found) {
    String values = found.group(2) == null ? "" : found.group(2).replaceFirst("\\[,.*", "");
    String description = found.group(3).replaceAll("\\s+", " ");
    String standard =
        matches(DEFAULT.pattern(), description)
            .map(part -> part.group(1))
            .filter(word -> !IN_WORDS.contains(word))
            .findFirst()
            .orElse("");
    return new Row(found.group(1), choices(values.split("\\|", -1)), standard);
  }

  private static List<Row> rows(String section) {
    String text =
        matches("(?ms)^## " + section + "\n(.*?)(?=^## |\\z)", PAGE)
            .findFirst()
            .orElseThrow()
            .group(1);
    return matches("(?m)^\\| (`-.*?) \\| (.*?) ?\\| (.*?) ?\\| .* \\|$", text)
        .map(
            row ->
                new Row(
                    row.group(1).replace("`", ""),
                    choices(row.group(2).replace("`", "").split(", ", -1)),
                    row.group(3).replace("`", "")))
        .toList();
  }

  private static String choices(String[] values) {
    return Arrays.stream(values).collect(Collectors.toCollection(TreeSet::new)).toString();
  }

  private static Stream<MatchResult> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
