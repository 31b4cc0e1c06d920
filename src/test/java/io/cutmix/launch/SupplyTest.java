package io.cutmix.launch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** What is shipped has been looked at. */
class SupplyTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", ""));

  private static List<Element> elements(String path) throws Exception {
    return PomsTest.elements("pom.xml", path);
  }

  private static List<String> libraries(String path) throws Exception {
    return elements(path).stream()
        .map(element -> text(element, "groupId") + ":" + text(element, "artifactId"))
        .distinct()
        .toList();
  }

  private static String text(Element element, String name) {
    return requireNonNull(element.getElementsByTagName(name).item(0)).getTextContent();
  }

  @Test
  void every_library_that_is_shipped_has_a_line_with_license_and_purpose() throws Exception {
    List<String> lines = Files.readAllLines(BASE.resolve("src/site/markdown/dependencies.md"));

    assertThat(libraries("/project/dependencies/dependency[not(scope) or scope='runtime']"))
        .hasSizeGreaterThan(20)
        .allSatisfy(
            library ->
                assertThat(lines)
                    .as("a row of dependencies.md for " + library)
                    .anyMatch(line -> line.matches("\\| " + library + "( \\|[^|]*[^| ]){4} \\|")));
  }

  @Test
  void so_has_every_library_of_tests_and_builds() throws Exception {
    List<String> lines = Files.readAllLines(BASE.resolve("src/site/markdown/dependencies.md"));

    assertThat(libraries("/project//dependencies/dependency[scope='test' or scope='provided']"))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            library ->
                assertThat(lines)
                    .as("a row of dependencies.md for " + library)
                    .anyMatch(line -> line.matches("\\| " + library + "( \\|[^|]*[^| ]){3} \\|")));
  }

  @Test
  void every_plugin_has_its_version() throws Exception {
    List<String> named =
        elements("/project/build/plugins/plugin[version]").stream()
            .map(plugin -> text(plugin, "artifactId"))
            .toList();

    assertThat(elements("/project//plugin[not(version)]"))
        .allSatisfy(plugin -> assertThat(named).contains(text(plugin, "artifactId")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ci", "release"})
  void workflows_run_what_is_pinned_and_may_only_read(String name) throws IOException {
    List<String> lines = Files.readAllLines(BASE.resolve(".github/workflows/" + name + ".yml"));

    assertThat(lines.stream().filter(line -> line.contains("uses:")))
        .hasSizeGreaterThan(1)
        .allMatch(line -> line.matches(".*uses: [\\w/-]+@[0-9a-f]{40} # v[0-9.]+"));
    assertThat(String.join("\n", lines)).contains("\npermissions:\n  contents: read\n\n");
  }

  @Test
  void downloads_with_a_wrong_checksum_are_refused() throws IOException {
    assertThat(Files.readAllLines(BASE.resolve(".mvn/maven.config")))
        .contains("--strict-checksums");
  }
}
