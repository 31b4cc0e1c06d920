package io.cutmix.launch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What two poms say twice is the same: a jar's pom can't be the parent of others. */
class PomsTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", ""));
  private static final String PLUGIN = "/project/build/plugins/plugin[version]";
  private static final String CHECKS =
      "/project/build/plugins/plugin[artifactId='maven-compiler-plugin']//compilerArgs/arg";

  @ParameterizedTest
  @ValueSource(strings = {"src/spark/pom.xml", "src/bench/pom.xml", "samples/training/pom.xml"})
  void versions_are_those_of_the_main_pom(String pom) throws Exception {
    for (String path : List.of("/project/properties/*[contains(name(), '.version')]", PLUGIN)) {
      Map<String, String> main = texts("pom.xml", path);

      assertThat(texts(pom, path))
          .isNotEmpty()
          .allSatisfy(
              (name, version) ->
                  assertThat(version).as(name).isEqualTo(main.getOrDefault(name, version)));
    }
  }

  @Test
  void every_pom_and_the_image_have_the_version() throws Exception {
    String version = elements("pom.xml", "/project/version").get(0).getTextContent();

    assertThat(version).doesNotContain("SNAPSHOT");
    for (String file :
        List.of(
            "src/spark/pom.xml",
            "src/bench/pom.xml",
            "samples/training/pom.xml",
            "src/site/markdown/library-and-training.md")) {
      assertThat(Files.readString(BASE.resolve(file)))
          .as(file)
          .contains("<version>" + version + "</version>");
    }
    assertThat(Files.readString(BASE.resolve("Dockerfile")))
        .contains("image.version=\"" + version + "\"");
    assertThat(Files.readString(BASE.resolve("src/site/markdown/changelog.md")))
        .contains("## " + version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/spark/pom.xml", "src/bench/pom.xml"})
  void compiler_checks_are_those_of_the_main_pom(String pom) throws Exception {
    assertThat(elements(pom, CHECKS))
        .extracting(Element::getTextContent)
        .isNotEmpty()
        .isEqualTo(elements("pom.xml", CHECKS).stream().map(Element::getTextContent).toList());
  }

  /** Of plugins the versions by their names, of properties what they say. */
  private static Map<String, String> texts(String pom, String path) throws Exception {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Element element : elements(pom, path)) {
      boolean plugin = element.getTagName().equals("plugin");
      texts.put(
          plugin ? child(element, "artifactId") : element.getTagName(),
          plugin ? child(element, "version") : element.getTextContent());
    }
    return texts;
  }

  private static String child(Element element, String name) {
    return requireNonNull(element.getElementsByTagName(name).item(0)).getTextContent();
  }

  /** What is at a path of XPath in a pom, which is named from the folder of the project. */
  static List<Element> elements(String pom, String path) throws Exception {
    NodeList found =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                    path,
                    DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(BASE.resolve(pom).toFile()),
                    XPathConstants.NODESET);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> (Element) requireNonNull(found.item(i)))
        .toList();
  }
}
