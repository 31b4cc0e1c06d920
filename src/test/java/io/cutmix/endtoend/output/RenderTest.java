package io.cutmix.endtoend.output;

import static io.cutmix.testing.Cutmix.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.cli.message.Version;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --recipes-only} and {@code cutmix render}. */
class RenderTest {
  @TempDir private Path temp;

  /** A direct run in {@code direct/}, and recipes of the same run in {@code recipes/}. */
  private void augment(ImagesAndLabels input, int exit, String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    Cutmix.Outcome direct = Cutmix.augment(input, temp.resolve("direct"), words.toArray());
    assertThat(direct.exit()).as(direct.err()).isEqualTo(exit);
    words.add("--recipes-only");
    Cutmix.Outcome recipes = Cutmix.augment(input, temp.resolve("recipes"), words.toArray());
    assertThat(recipes.exit()).as(recipes.err()).isEqualTo(exit);
    assertThat(recipes.out()).contains(" recipes (", " recipes/s").doesNotContain("images (");
  }

  private Cutmix.Outcome render(ImagesAndLabels input, String out, Object... more) {
    List<Object> words = new ArrayList<>(List.of("render", recipes(), "--images", input.images()));
    words.addAll(List.of("--out", temp.resolve(out)));
    Collections.addAll(words, more);
    return Cutmix.run(words);
  }

  private Path recipes() {
    return temp.resolve("recipes/recipes.jsonl");
  }

  /** But for how the run went. */
  private Map<String, String> bytes(String out) throws IOException {
    Map<String, String> bytes = FolderBytes.of(temp.resolve(out));
    bytes.remove("run.json");
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jpg ",
        "png ",
        "jpg --prob=0.5",
        "png --prob=0.5 --batch-size=3",
        "jpg --prob=0.5 --format=png",
        "png --prob=0.5 --format=jpeg --quality=70",
        "jpg --size=9x6 --fit=contain --background=#ff0000 --prob=0.5",
        "jpg --size=10 --channels=gray --codec=imageio",
        "png --channels=rgba --copies=2",
        "jpg --label-encoding=sparse --layout=tree --name-pattern={index}-{partner}",
        "jpg --include-originals --layout=sharded --batch-size=7",
        "png --pairing=permutation --box-scope=sample --alpha=0.1 --copies=3 --batch-size=5",
        "jpg --bbox=0,0,0,0",
        "png --name-pattern={copy}{index}{index} --copies=2",
        "jpg --format=webp --quality=80 --prob=0.5",
        "png --format=tiff --channels=rgba",
        "jpg --format=bmp --size=9 --prob=0.5",
        "jpg --subsampling=444",
        "jpg --depth=16 --prob=0.5"
      })
  void render_makes_the_bytes_of_the_direct_run(String options) throws IOException {
    String[] words = options.strip().split(" ", -1);
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13, words[0], 16, 24, 3);
    augment(input, 0, Arrays.copyOfRange(words, 1, words.length));

    Cutmix.Outcome outcome = render(input, "rendered");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).doesNotContain("may have other bytes");
    assertThat(bytes("rendered")).hasSizeGreaterThan(13).isEqualTo(bytes("direct"));
    JsonMapper json = new JsonMapper();
    assertThat(json.readTree(temp.resolve("rendered/run.json").toFile()).get("counts"))
        .isEqualTo(json.readTree(temp.resolve("direct/run.json").toFile()).get("counts"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"convert", "ignore"})
  void render_treats_colour_profiles_as_the_direct_run_did(String icc) throws IOException {
    ImagesAndLabels input =
        ImagesAndLabels.ofFixtures(temp, "red-green-profile.png", "red-green-profile.jpg");
    augment(input, 0, "--icc", icc);

    assertThat(render(input, "rendered").exit()).isZero();

    assertThat(bytes("rendered")).isEqualTo(bytes("direct"));
  }

  @Test
  void recipes_are_written_without_images() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13);
    augment(input, 0);

    assertThat(FolderBytes.of(temp.resolve("recipes")).keySet())
        .containsExactly("recipes.jsonl", "run.json");
    assertThat(temp.resolve("recipes/images")).doesNotExist();
    List<String> lines = Files.readAllLines(recipes());
    JsonMapper json = new JsonMapper();
    JsonNode header = json.readTree(lines.get(0));
    assertThat(header.get("version").asInt()).isEqualTo(1);
    assertThat(header.get("cutmix").asText()).isEqualTo(Version.current());
    assertThat(header.get("options").get("size").asText()).isEqualTo("5x7");
    assertThat(header.get("classes").toString()).isEqualTo("[\"a\",\"b\",\"c\"]");
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      rows.add(json.readTree(line));
    }
    assertThat(rows).isEqualTo(Oracle.rows(temp.resolve("direct")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png"})
  void ranges_together_are_the_whole(String extension) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13, extension, 16, 24, 3);
    augment(input, 0, "--batch-size=6", "--prob=0.7", "--copies=2");
    Map<String, String> images = new TreeMap<>();
    int[] ends = {0, 1, 5, 6, 14, 26};

    for (int i = 1; i < ends.length; i++) {
      String range = ends[i - 1] + ".." + ends[i];
      assertThat(render(input, range, "--range", range).exit()).isZero();
      assertThat(Oracle.rows(temp.resolve(range)))
          .isEqualTo(Oracle.rows(temp.resolve("direct")).subList(ends[i - 1], ends[i]));
      images.putAll(FolderBytes.of(temp.resolve(range).resolve("images")));
    }

    assertThat(images).isEqualTo(FolderBytes.of(temp.resolve("direct/images")));
  }

  @Test
  void samples_that_were_skipped_stay_gaps() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13);
    Files.write(input.file(2), new byte[100]);
    Files.write(input.file(3), new byte[100]);
    augment(input, 5, "--on-error=skip", "--batch-size=4", "--size=5x7", "--channels=rgb");

    assertThat(render(input, "rendered").exit()).isZero();

    assertThat(bytes("rendered")).hasSize(12).isEqualTo(bytes("direct"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--copies=2 --name-pattern={copy}-{source}-{index}", "--layout=tree"})
  void damage_behind_the_header_is_found_by_render(String options) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13);
    String[] words = options.isEmpty() ? new String[0] : options.split(" ", -1);
    augment(input, 0, words);
    Map<String, String> whole = bytes("direct");
    List<JsonNode> rows = Oracle.rows(temp.resolve("direct"));
    input.damage(5);
    List<Object> again = new ArrayList<>(List.of(words));
    again.addAll(List.of("--recipes-only", "--overwrite"));
    assertThat(Cutmix.augment(input, temp.resolve("recipes"), again.toArray()).exit()).isZero();

    assertRefused(render(input, "rendered"), "p0005.png: damaged PNG", "--on-error skip");
    Cutmix.Outcome outcome = render(input, "rendered", "--on-error", "skip");

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(5);
    assertThat(outcome.err()).contains("p0005.png: damaged PNG", "its partner p0005.png");
    List<JsonNode> run = new ArrayList<>();
    new JsonMapper()
        .readTree(temp.resolve("rendered/run.json").toFile())
        .get("failures")
        .forEach(run::add);
    List<JsonNode> lost =
        rows.stream()
            .filter(
                row ->
                    row.get("source").asText().equals("p0005.png")
                        || row.get("partner").asText().equals("p0005.png"))
            .toList();
    assertThat(run.stream().map(failure -> failure.get("source")))
        .isEqualTo(lost.stream().map(row -> row.get("source")).toList());
    assertThat(run.stream().map(failure -> failure.get("file").asInt()))
        .isEqualTo(lost.stream().map(rows::indexOf).toList());
    lost.forEach(row -> whole.remove(row.get("file_name").asText()));
    Map<String, String> rendered = bytes("rendered");
    whole.remove("labels.json");
    rendered.remove("labels.json");
    assertThat(rendered).isEqualTo(whole);
  }

  @Test
  void a_rendering_that_stopped_goes_on() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13);
    augment(input, 0, "--batch-size=4");
    byte[] whole = input.damage(5);
    assertRefused(render(input, "rendered", "--quiet"), "p0005.png: damaged PNG");
    Files.write(input.file(5), whole);

    assertThat(render(input, "rendered", "--threads=3").exit()).isZero();

    assertThat(bytes("rendered")).isEqualTo(bytes("direct"));
    assertThat(render(input, "rendered").out()).startsWith("already finished");
    assertRefused(render(input, "rendered", "--range=0..2"), "--range was not given and is 0..2");
    assertThat(
            render(input, "rendered", "--range=0..2", "--overwrite", "--labels-format=csv").exit())
        .isZero();
    assertThat(bytes("rendered").keySet())
        .containsExactly("images/000000.png", "images/000001.png", "labels.csv");
  }

  @Test
  void recipes_of_another_version_are_rendered_with_a_warning() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    augment(input, 0);
    replace("\"cutmix\":\"" + Version.current() + "\"", "\"cutmix\":\"0.0.1\"");

    Cutmix.Outcome outcome = render(input, "rendered");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).contains("by cutmix 0.0.1", "may have other bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "version":1,             | "version":2,             | :1: ; version must be 1, but was 2
          "cutmix":                | "cutmic":                | :1: ; take the file as
          "channels":"rgb"         | "channels":"cmyk"        | :1: ; cmyk; use cutmix
          "source":"p0001.png"     | "source":"../p0001.png"  | "../p0001.png" leaves its folder
          "partner":"p0001.png"    | "partner":"/p0001.png"   | "/p0001.png" leaves its folder
          "images/000002.png"      | "images/../../2.png"     | :4: ; leaves its folder
          "images/000002.png"      | "run.json"               | :4: ; must begin with images/
          "images/000002.png",     | "images/000002.png"      | :4:
          "bbox":                  | "box":                   | :2: ; bbox
          "copy":0                 | "copy":0.9               | :2: ; copy is no whole number
          "batch":0                | "batch":"0"              | :2: ; batch is no whole number
          """)
  void what_is_no_recipe_is_named_by_its_line(String part, String instead, String parts)
      throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    augment(input, 0);
    replace(part, instead);

    assertRefused(render(input, "rendered"), parts.strip().split("; *", -1));
    assertThat(temp.resolve("rendered")).doesNotExist();
  }

  /** Of four images that are 7 wide and 5 high; each row is changed by a pattern. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (2.json.*"bbox":)[^]]*      | $1[0,0,8,1           | :4: ; leaves the image of 7 x 5
          (2.json.*"bbox":)[^]]*      | $1[0,0,1,6           | :4: ; leaves the image of 7 x 5
          (2.json.*"bbox":)[^]]*      | $1[0,0,7,5           | :4: ; by its bbox
          (2.json.*"bbox":)[^]]*      | $1[0.5,0,7,5         | :4: ; whole numbers
          (2.json.*"lam":)[^,]*       | $10.123              | :4: ; lam is 0.123
          (2.json.*)"lam":            | $1"lam":0.5,"lam":   | :4: ; lam
          (2.json.*"soft_label":).    | $1[0,                | :4: ; 4 numbers for 3 classes
          (2.json.*"soft_label":).    | $1["a",              | :4: ; must be numbers
          (2.json.*l":)[^]]*          | $1[0.2,0.5,0.3       | :4: ; isn't that of its images
          (2.json.*"copy":)0          | $11                  | :4: ; copy 1
          images/000002               | images/000001        | :4: ; 000001.png
          images/000002               | images/000009        | :4: ; 000009.png
          images/000002               | images/second        | :4: ; no number
          (2.json.*"batch":)0         | $11                  | :4: ; batch is 1
          images/000002               | images/x/000002      | :4: ; isn't the name
          images/000002.png           | images/000002.gif    | :4: ; isn't the name
          images/000002.png           | images/000002.png.png| :4: ; isn't the name
          (2.json.*)                  | $1 {}                | :4:
          """)
  void a_row_that_contradicts_itself_or_its_images_is_named_by_its_line(
      String pattern, String instead, String parts) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    augment(input, 0);
    List<String> lines = new ArrayList<>(Files.readAllLines(recipes()));
    lines.replaceAll(line -> line.replaceFirst(pattern.replace("2.json", "000002.png"), instead));
    Files.write(recipes(), lines);

    assertRefused(render(input, "rendered"), parts.strip().split("; *", -1));
    assertThat(temp.resolve("rendered")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "images/([^/]*)/000002-      => images/other/000002-",
        "images/([^/]*)/000002-      => images/000002-",
        "(images/[^/]*/000002-)      => $1p",
        "(images/[^/]*/000002-.*?-)\\d => $19"
      })
  void a_name_that_is_none_of_its_row_is_named_by_its_line(String change) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    augment(input, 0, "--layout=tree", "--name-pattern={index}-{source}-{batch}{copy}");
    String[] sides = change.split(" *=> ", 2);
    List<String> lines = new ArrayList<>(Files.readAllLines(recipes()));
    String before = lines.get(3);
    lines.set(3, before.replaceFirst(sides[0], sides[1]));
    assertThat(lines.get(3)).isNotEqualTo(before);
    Files.write(recipes(), lines);

    assertRefused(render(input, "rendered"), ":4: ");
  }

  /** With the same λ, each of them would be right for other images. */
  @Test
  void labels_that_two_rows_exchanged_are_named_by_the_line() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    augment(input, 0, "--bbox", "0,0,2,5", "--label-smoothing", "0.1");
    List<String> lines = new ArrayList<>(Files.readAllLines(recipes()));
    List<String> labels =
        lines.stream()
            .map(line -> line.replaceFirst(".*\"soft_label\":(.*]),\"lam.*", "$1"))
            .toList();
    int other = labels.get(1).equals(labels.get(2)) ? 3 : 2;
    assertThat(labels.get(1)).isNotEqualTo(labels.get(other));
    lines.set(1, lines.get(1).replace(labels.get(1), labels.get(other)));
    lines.set(other, lines.get(other).replace(labels.get(other), labels.get(1)));
    Files.write(recipes(), lines);

    assertRefused(render(input, "rendered"), "soft_label isn't that of its images by lam");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--range=0..2"})
  void recipes_without_rows_are_told(String option) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    augment(input, 0);
    Files.write(recipes(), Files.readAllLines(recipes()).subList(0, 1));

    Object[] more = option.isEmpty() ? new Object[0] : new Object[] {option};
    assertRefused(
        render(input, "rendered", more),
        "recipes.jsonl: has no rows behind its first line; get the file again if it was cut off");
  }

  private void replace(String part, String instead) throws IOException {
    String text = Files.readString(recipes());
    assertThat(text).contains(part);
    Files.writeString(recipes(), text.replace(part, instead));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --range 3                | --range; 3; 0..1000
          --range 3..2             | --range; 3..2; 0..1000
          --range 0..5             | --range 0..5; recipes.jsonl; 0..4
          --range 7..9             | --range 7..9; recipes.jsonl; 0..4
          --threads 0              | --threads; 1..32767
          --labels-format xml      | --labels-format; 'xml'; json, jsonl, csv
          --labels-format shards   | --labels-format shards; use json, jsonl, csv or parquet
          --quiet --verbose        | --quiet; --verbose; use one
          """)
  void wrong_usage_is_told(String options, String parts) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    augment(input, 0);

    Cutmix.Outcome outcome = render(input, "rendered", (Object[]) options.strip().split(" ", -1));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains(parts.strip().split("; ", -1)).contains("cutmix render");
    assertThat(temp.resolve("rendered")).doesNotExist();
  }

  @Test
  void what_is_missing_is_named() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    augment(input, 0);
    Path out = temp.resolve("rendered");

    assertThat(Cutmix.run("render", "--images", temp, "--out", out).err()).contains("RECIPES");
    assertThat(Cutmix.run("render", recipes(), "--out", out).err()).contains("--images");
    assertRefused(
        Cutmix.run("render", "none.jsonl", "--images", temp, "--out", out),
        "none.jsonl: no such file");
    assertRefused(
        Cutmix.run("render", recipes(), "--images", temp.resolve("none"), "--out", out),
        "none: no such folder; correct --images");
    Files.delete(input.file(1));
    assertRefused(render(input, "rendered"), "p0001.png: the file is missing");
  }

  /** As of a file that was still being copied. */
  @ParameterizedTest
  @ValueSource(ints = {5, 17})
  void other_rows_than_a_finished_rendering_had_make_it_over(int before) throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13);
    augment(input, 0, "--batch-size=4");
    List<String> lines = Files.readAllLines(recipes());
    List<String> few = lines.subList(0, 5);
    Files.write(recipes(), before < lines.size() ? few : lines);
    assertThat(render(input, "rendered").exit()).isZero();
    Files.write(recipes(), before < lines.size() ? lines : few);

    Cutmix.Outcome outcome = render(input, "rendered");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(render(input, "fresh").exit()).isZero();
    assertThat(bytes("rendered")).isEqualTo(bytes("fresh"));
  }

  @Test
  void fewer_rows_than_a_stopped_rendering_had_leave_nothing_of_the_others() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 13);
    augment(input, 0, "--batch-size=4");
    List<String> lines = Files.readAllLines(recipes());
    byte[] whole = input.damage(number(lines.get(1)));
    assertThat(render(input, "rendered", "--threads=3").exit()).isEqualTo(3);
    Files.write(input.file(number(lines.get(1))), whole);
    Files.write(recipes(), lines.subList(0, 5));

    assertThat(render(input, "rendered").exit()).isZero();

    assertThat(render(input, "fresh").exit()).isZero();
    assertThat(bytes("rendered")).isEqualTo(bytes("fresh"));
  }

  /** Of the source of a row. */
  private static int number(String row) {
    return Integer.parseInt(row.replaceFirst(".*\"source\":\"p(\\d+).*", "$1"));
  }
}
