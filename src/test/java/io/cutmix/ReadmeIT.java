package io.cutmix;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.testing.Command;
import io.cutmix.testing.Document;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README and the documentation say is true. */
class ReadmeIT {
  private static final Path HOME = Path.of(System.getProperty("cutmix.home"));
  private static final Document README = Document.read(HOME.resolve("README.md"));

  /** What the examples work on, beside the samples. */
  private static final String DATA =
      """
      for image in samples/images/*.jpg; do
        name=$(basename "$image" .jpg)
        class=${name%-*}
        mkdir -p "train/$class" "masks/$class" shards
        cp "$image" "train/$class"
        cp mask.png "masks/$class/$name.png"
        case $name in
          *-[123]) shard=shards/0000 ;;
          *) shard=shards/0001 ;;
        esac
        mkdir -p "$shard"
        cp "$image" "$shard"
        echo "$class" >"$shard/$name.cls"
      done
      for shard in shards/*; do
        tar -C "$shard" --sort=name -cf "$shard.tar" .
      done
      """;

  @TempDir private Path folder;

  @AfterEach
  void unlink() throws IOException {
    Files.deleteIfExists(folder.resolve("bin"));
    Files.deleteIfExists(folder.resolve("samples"));
  }

  static List<Document> documents() throws IOException {
    return Document.all(HOME);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commands_do_what_is_shown(Document document) throws IOException {
    prepare();

    for (Document.Example example : document.examples()) {
      if (example.runs()) {
        Command.Result result = shell(example.script());

        assertThat(result.exit())
            .as("%s%n%s%s", example.script(), result.out(), result.err())
            .isEqualTo(example.exit());
        assertThat(example.printed(result.out()))
            .as("%s%s%s", example.script(), result.out(), result.err())
            .isTrue();
      }
    }
    assertThat(document.trees())
        .allSatisfy(
            tree ->
                assertThat(tree.subList(1, tree.size()))
                    .containsExactlyInAnyOrderElementsOf(names(folder.resolve(tree.get(0)))));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void a_command_that_is_not_run_has_a_reason(Document document) {
    assertThat(document.examples()).hasSize((int) document.commandBlocks());
  }

  @Test
  void the_first_screen_shows_what_comes_out() throws IOException {
    prepare();

    README.examples().subList(0, 2).forEach(example -> shell(example.script()));

    assertThat(folder.resolve("preview.png"))
        .hasSameBinaryContentAs(HOME.resolve("src/site/markdown/images/preview.png"));
    assertThat(Files.readString(folder.resolve("out/labels.json")))
        .contains(README.all("(?m)^\\{\"file_name\":\"images/000000.jpg\".*\\}$", 0).get(0));
  }

  @Test
  void messages_are_those_that_are_shown() throws IOException {
    prepare();
    shell("cutmix --version"); // the first run on a machine says that it prepares a quick start

    String said =
        shell(
                "cutmix augment --images samples/images --labels labels.csv --classes classes.txt"
                    + " --out none")
            .err()
            .strip();

    assertThat(README.text()).contains(said);
    assertThat(documents())
        .flatExtracting(document -> document.all("(?m)^cutmix: .*:.*$", 0))
        .containsOnly(said);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void links_lead_somewhere(Document document) {
    assertThat(document.links())
        .allSatisfy(
            link -> {
              String[] parts = link.split("#", 2);
              Path target =
                  parts[0].isEmpty()
                      ? document.file()
                      : document.file().resolveSibling(parts[0]).normalize();
              assertThat(target).exists();
              if (parts.length > 1) {
                assertThat(Document.read(target).anchors()).contains(parts[1]);
              }
            });
  }

  @Test
  void every_page_is_in_the_menu_of_the_site_and_in_the_readme() throws IOException {
    String menu = Files.readString(HOME.resolve("src/site/site.xml"));

    for (String page : names(HOME.resolve("src/site/markdown"))) {
      if (page.endsWith(".md")) {
        assertThat(menu).contains('"' + page.replace(".md", ".html") + '"');
        assertThat(page.equals("index.md") || README.text().contains("markdown/" + page))
            .as(page)
            .isTrue();
      }
    }
  }

  @Test
  void the_table_of_packages_has_them_all() throws IOException {
    Document page = Document.read(HOME.resolve("src/site/markdown/how-it-works.md"));
    List<String> packages = new ArrayList<>(names(HOME.resolve("src/main/java/io/cutmix")));
    packages.removeIf(name -> name.endsWith(".java"));

    assertThat(page.all("(?m)^\\| `([a-z]+)` \\|", 1))
        .containsExactlyInAnyOrderElementsOf(packages);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void words_are_those_of_the_field(Document document) {
    assertThat(document.text())
        .doesNotContainPattern(
            "(?i)\\b(pictures?|mend(ed|s)?|anew|prove[ds]?|doubled|colours?|centres?|licences?"
                + "|labelled|left out)\\b");
  }

  @Test
  void the_readme_is_short() {
    assertThat(README.text().split("\\s+")).hasSizeLessThanOrEqualTo(2500);
  }

  private Command.Result shell(String script) {
    return Command.of("sh", "-euc", script)
        .in(folder)
        .with("PATH", HOME.resolve("bin") + ":" + System.getenv("PATH"))
        .patience(Duration.ofMinutes(5))
        .run();
  }

  private void prepare() throws IOException {
    Files.createSymbolicLink(folder.resolve("bin"), HOME.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("samples"), HOME.resolve("samples"));
    Files.writeString(folder.resolve("labels.csv"), "file,label\ncat-1.jpg,cat\ncat-2.jpg,catt\n");
    Files.writeString(folder.resolve("classes.txt"), "cat\ndog\n");
    ImageIO.write(
        new BufferedImage(128, 128, BufferedImage.TYPE_BYTE_GRAY),
        "png",
        folder.resolve("mask.png").toFile());
    assertThat(shell(DATA).exit()).isZero();
    Files.writeString(folder.resolve("instances.json"), coco(names(folder.resolve("train"))));
  }

  /** A box in the middle of every image. */
  private String coco(List<String> classes) throws IOException {
    List<String> images = new ArrayList<>();
    List<String> boxes = new ArrayList<>();
    List<String> categories = new ArrayList<>();
    for (String name : classes) {
      categories.add("{\"id\":%d,\"name\":\"%s\"}".formatted(categories.size() + 1, name));
      for (String image : names(folder.resolve("train").resolve(name))) {
        int id = images.size() + 1;
        images.add(
            "{\"id\":%d,\"file_name\":\"%s/%s\",\"width\":128,\"height\":128}"
                .formatted(id, name, image));
        boxes.add(
            ("{\"id\":%d,\"image_id\":%d,\"category_id\":%d,\"bbox\":[32,32,64,64],"
                    + "\"area\":4096,\"iscrowd\":0}")
                .formatted(id, id, categories.size()));
      }
    }
    return "{\"images\":[%s],\"annotations\":[%s],\"categories\":[%s]}"
        .formatted(String.join(",", images), String.join(",", boxes), String.join(",", categories));
  }

  /** As {@code ls} shows them. */
  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }
}
