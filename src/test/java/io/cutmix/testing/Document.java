package io.cutmix.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file where it is
 * @param text Markdown
 */
public record Document(Path file, String text) {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?ms)^(<!-- not run: .+? -->\n\n)?```sh\n(.*?)^```\n"
              + "(?:\n<!-- ends with (\\d+) -->\n)?(?:\n```(?:text|json)\n(.*?)^```\n)?");

  /**
   * Commands.
   *
   * @param script for a shell
   * @param runs whether it can be run where the tests are; else the page says why not
   * @param exit what it ends with
   * @param output what it prints, as shown, with … for anything
   */
  public record Example(String script, boolean runs, int exit, Optional<String> output) {

    /** Whether this was printed, if anything is shown; how fast it was doesn't count. */
    public boolean printed(String actual) {
      return output
          .map(shown -> shown.lines().map(Example::pattern).collect(Collectors.joining("\n")))
          .map(shown -> Pattern.compile(shown, Pattern.DOTALL).matcher(actual.strip()).matches())
          .orElse(true);
    }

    private static String pattern(String line) {
      return line.equals("…")
          ? ".*"
          : Stream.of(line.split("\\d+ images/s", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining("\\d+ images/s"));
    }
  }

  public static Document read(Path file) {
    try {
      return new Document(file, Files.readString(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The README and all pages of the site. */
  public static List<Document> all(Path home) throws IOException {
    List<Path> files = new ArrayList<>(List.of(home.resolve("README.md")));
    try (Stream<Path> pages = Files.list(home.resolve("src/site/markdown"))) {
      pages.filter(page -> page.toString().endsWith(".md")).sorted().forEach(files::add);
    }
    files.add(home.resolve("src/spark/README.md"));
    return files.stream().map(Document::read).toList();
  }

  public List<Example> examples() {
    return EXAMPLE
        .matcher(text)
        .results()
        .map(
            found ->
                new Example(
                    found.group(2),
                    found.group(1) == null,
                    found.group(3) == null ? 0 : Integer.parseInt(found.group(3)),
                    Optional.ofNullable(found.group(4))))
        .toList();
  }

  /** The blocks of commands, however they are introduced. */
  public long commandBlocks() {
    return all("(?m)^ *```(?:sh|bash|shell)$", 0).size();
  }

  /** What other pages and files it points to. */
  public List<String> links() {
    return all("\\]\\(([^)]+)\\)", 1).stream().filter(link -> !link.startsWith("http")).toList();
  }

  /** What a link to one of its headings may name. */
  public Set<String> anchors() {
    return all("(?m)^#+ (.*)$", 1).stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\d _-]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  /** The folder trees that it shows: the folder and then the names in it. */
  public List<List<String>> trees() {
    return all("(?m)^(\\S+\n├(?:[├└│─ ].*\n)+)```", 1).stream()
        .map(
            tree ->
                tree.lines()
                    .filter(line -> !line.matches("[│ ].*"))
                    .map(line -> line.replaceFirst("^[├└]── ", "").replaceFirst("\\s.*", ""))
                    .toList())
        .toList();
  }

  public List<String> all(String pattern, int group) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(group))
        .toList();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
