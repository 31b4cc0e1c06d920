package io.cutmix.endtoend.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.cli.message.Version;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.testing.PlanCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.util.Lists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code labels.json} and {@code run.json} look like and hold. */
class RecordsTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path temp;

  @Test
  void labels_json_has_a_version_the_classes_and_a_row_a_line() throws IOException {
    ImagesAndLabels images = ImagesAndLabels.make(temp, 4);
    Path out = temp.resolve("out");

    Cutmix.augment(images, out, "--bbox", "1,2,6,4", "--batch-size", 2);

    String image = "\\{\"file_name\":\"images/00000%d.png\",\"soft_label\":\\[[^\\]]*\\],";
    String rest =
        "\"lam\":0.714[0-9]*,\"bbox\":\\[1,2,6,4\\],\"source\":\"p000\\d.png\","
            + "\"partner\":\"p000\\d.png\",\"copy\":0,\"batch\":%d\\}";
    List<String> lines = Files.readAllLines(out.resolve("labels.json"));
    assertThat(lines).hasSize(8);
    assertThat(lines.subList(0, 3))
        .isEqualTo(
            List.of("{\"version\": 1,", " \"classes\": [\"a\",\"b\",\"c\"],", " \"samples\": ["));
    for (int i = 0; i < 4; i++) {
      assertThat(lines.get(3 + i))
          .matches("  " + (image + rest).formatted(i, i / 2) + (i < 3 ? "," : ""));
    }
    assertThat(lines.get(7)).isEqualTo("]}");
  }

  @Test
  void names_of_classes_and_images_may_hold_anything() throws IOException {
    ImagesAndLabels images = ImagesAndLabels.make(temp, 2);
    Path odd = images.images().resolve("Jürgen's \"Bild\", 1\\2 €.png");
    Files.move(images.file(0), odd);
    Path folders = temp.resolve("folders");
    Files.createDirectories(folders.resolve("Kä\"tze"));
    Files.createDirectories(folders.resolve("日本"));
    Files.move(odd, folders.resolve("Kä\"tze/Jürgen's \"Bild\", €.png"));
    Files.move(images.file(1), folders.resolve("日本/1.png"));
    Path out = temp.resolve("out");

    Cutmix.Outcome outcome = Cutmix.run("augment", "--images", folders, "--out", out);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    JsonNode labels = JSON.readTree(out.resolve("labels.json").toFile());
    assertThat(labels.get("classes").toString()).isEqualTo("[\"Kä\\\"tze\",\"日本\"]");
    assertThat(PlanCheck.texts(Oracle.rows(out), "source"))
        .containsExactlyInAnyOrder("Kä\"tze/Jürgen's \"Bild\", €.png", "日本/1.png");
  }

  @Test
  void run_json_says_what_was_asked_read_and_written() throws IOException {
    ImagesAndLabels images = ImagesAndLabels.make(temp, 10);
    Path out = temp.resolve("out");

    Cutmix.augment(images, out, "--batch-size", 4, "--copies", 2, "--threads", 3, "--seed", 9);

    JsonNode run = JSON.readTree(out.resolve("run.json").toFile());
    assertThat(Lists.newArrayList(run.fieldNames()))
        .containsExactly("version", "options", "input", "classes", "counts", "failures", "run");
    assertThat(run.get("version").asText()).isEqualTo(Version.current());
    assertThat(run.get("options").toString())
        .isEqualTo(
            "{\"alpha\":1.0,\"box-scope\":\"batch\",\"pairing\":\"derangement\","
                + "\"prob\":1.0,\"batch-size\":4,\"copies\":2,\"seed\":9,\"prob-scope\":\"batch\","
                + "\"label-smoothing\":0.0,\"size\":\"5x7\","
                + "\"channels\":\"rgb\",\"background\":\"black\",\"format\":\"auto\","
                + "\"quality\":95,\"codec\":\"opencv\",\"icc\":\"convert\",\"exif\":\"apply\",\"subsampling\":420,\"depth\":8,"
                + "\"label-encoding\":\"dense\",\"layout\":\"flat\",\"name-pattern\":\"{index}\","
                + "\"output-format\":\"files\"}");
    JsonNode input = run.get("input");
    assertThat(input.get("source").get("images").asText()).isEqualTo(images.images().toString());
    assertThat(input.get("source").get("labels").asText()).isEqualTo(images.labels().toString());
    assertThat(input.get("samples").asInt()).isEqualTo(10);
    assertThat(input.get("fingerprint").asText()).matches("sha256:[0-9a-f]{64}");
    assertThat(run.get("failures")).isEmpty();
    JsonNode execution = run.get("run");
    assertThat(execution.get("out").asText()).isEqualTo(out.toString());
    assertThat(execution.get("threads").asInt()).isEqualTo(3);
    assertThat(execution.get("on_error").asText()).isEqualTo("fail");
    assertThat(execution.get("java").asText()).isEqualTo(System.getProperty("java.version"));
    assertThat(Instant.parse(execution.get("started").asText())).isBefore(Instant.now());
    assertThat(execution.get("images").asInt()).isEqualTo(20);
  }

  @Test
  void counts_are_those_of_the_rows() throws IOException {
    ImagesAndLabels images = ImagesAndLabels.make(temp, 40);
    Path out = temp.resolve("out");

    Cutmix.augment(images, out, "--batch-size", 4, "--prob", 0.5);

    List<JsonNode> rows = Oracle.rows(out);
    JsonNode counts = JSON.readTree(out.resolve("run.json").toFile()).get("counts");
    long mixed = rows.stream().filter(row -> !row.get("source").equals(row.get("partner"))).count();
    assertThat(counts.get("images").asInt()).isEqualTo(40);
    assertThat(counts.get("mixed").asLong()).isEqualTo(mixed);
    assertThat(counts.get("skipped").asInt()).isZero();
    assertThat(counts.get("mean_lam").asDouble())
        .isCloseTo(
            rows.stream().mapToDouble(row -> row.get("lam").asDouble()).average().orElseThrow(),
            within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--length 0.5 --uniform --seed -3 --copies 2 --batch-size 3",
        "--bbox 1,2,5,4 --pairing permutation --box-scope sample --prob 0.5",
        "--alpha 0.001 --size 9x4 --fit contain --background #ff0000 --channels rgba",
        "--format jpeg --quality 40 --channels gray --alpha 1000",
        "--labels-format csv,jsonl --label-encoding sparse",
        "--layout tree --name-pattern {index}-{source} --include-originals",
        "--output-format npy --shard-size 5 --batch-size 4",
        "--output-format webdataset --shard-bytes 5000",
        "--label-columns one,two",
        "--pairing different-class",
        "--label-smoothing 0.1 --prob 0.5",
        "--box-scope pair --batch-size 5",
        "--prob 0.6 --prob-scope sample --batch-size 5",
        "--mix-classes 2 --num-classes 4",
        "--balance --copies 2 --batch-size 5",
        "--min-box 0.2 --max-box 0.3 --alpha 0.5",
        "--image-column file --label-column label --num-classes 5",
        "--multi-label --label-separator |"
      })
  void run_json_is_enough_to_run_it_again(String options) throws IOException {
    ImagesAndLabels images = ImagesAndLabels.make(temp, 12);
    List<String> lines = new ArrayList<>(List.of("file,label,one,two"));
    images.names().forEach(name -> lines.add(name + ",2,0.25,0.75"));
    Files.write(images.labels(), lines);
    Path out = temp.resolve("out");
    Path again = temp.resolve("again");
    Object[] words = (options + " --label-column=label").strip().split(" +", -1);
    if (options.contains("--label-column")) {
      words = options.split(" +", -1);
    }
    assertThat(Cutmix.augment(images, out, words).exit()).isZero();

    List<String> command = new ArrayList<>(List.of("augment", "--out", again.toString()));
    JsonNode run = JSON.readTree(out.resolve("run.json").toFile());
    addOptions(run.get("input").get("source"), command);
    addOptions(run.get("options"), command);
    Cutmix.Outcome outcome = Cutmix.run(command);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    Map<String, String> expected = FolderBytes.of(out);
    Map<String, String> actual = FolderBytes.of(again);
    // The first run may have found the size by itself, the second was told.
    expected.remove("run.json");
    actual.remove("run.json");
    assertThat(actual).isEqualTo(expected);
  }

  private static void addOptions(JsonNode options, List<String> command) {
    options
        .properties()
        .forEach(option -> command.add("--" + option.getKey() + "=" + option.getValue().asText()));
  }
}
