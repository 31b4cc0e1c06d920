package io.cutmix.launch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What is shipped has been looked at. */
class SupplyTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", ""));

  /** Of scope compile and runtime. */
  private static List<String> shipped() throws Exception {
    NodeList dependencies =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                    "/project/dependencies/dependency[not(scope) or scope='runtime']",
                    DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(BASE.resolve("pom.xml").toFile()),
                    XPathConstants.NODESET);
    return IntStream.range(0, dependencies.getLength())
        .mapToObj(i -> (Element) requireNonNull(dependencies.item(i)))
        .map(element -> text(element, "groupId") + ":" + text(element, "artifactId"))
        .distinct()
        .toList();
  }

  private static String text(Element element, String name) {
    return requireNonNull(element.getElementsByTagName(name).item(0)).getTextContent();
  }

  @Test
  void every_library_that_is_shipped_has_a_line_with_licence_and_purpose() throws Exception {
    List<String> lines = Files.readAllLines(BASE.resolve(".github/DEPENDENCIES.md"));

    assertThat(shipped())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            library ->
                assertThat(lines)
                    .as("a row of .github/DEPENDENCIES.md for " + library)
                    .anyMatch(line -> line.matches("\\| " + library + "( \\|[^|]*[^| ]){4} \\|")));
  }

  @Test
  void downloads_with_a_wrong_checksum_are_refused() throws IOException {
    assertThat(Files.readAllLines(BASE.resolve(".mvn/maven.config")))
        .contains("--strict-checksums");
  }
}
