package io.cutmix.endtoend.output;

import static io.cutmix.testing.Cutmix.assertRefused;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cutmix.job.Options;
import io.cutmix.job.OutputSpec;
import io.cutmix.job.OutputSpec.Layout;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import io.cutmix.testing.PlanCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --layout} and {@code --name-pattern}. */
class NamesTest {
  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");

  @BeforeEach
  void twelve_images() throws IOException {
    input = ImagesAndLabels.make(temp, 12);
    out = temp.resolve("out");
  }

  private void augment(Object... options) {
    Cutmix.Outcome outcome = Cutmix.augment(input, out, options);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  private List<String> images() throws IOException {
    try (Stream<Path> tree = Files.walk(out.resolve("images"))) {
      return tree.filter(Files::isRegularFile)
          .map(file -> out.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void sharded_has_a_folder_for_each_thousand_files() throws IOException {
    augment("--layout", "sharded", "--copies", 84);

    assertThat(images()).hasSize(1008).contains("images/0000/000999.png", "images/0001/001000.png");
    assertThat(PlanCheck.texts(Oracle.rows(out), "file_name")).isEqualTo(images());
    Oracle.exact(input, out, 3).check();
  }

  @Test
  void tree_has_a_folder_for_each_class() throws IOException {
    augment("--layout", "tree");

    List<JsonNode> rows = Oracle.rows(out);
    assertThat(images()).hasSize(12);
    for (int i = 0; i < 12; i++) {
      String label = ImagesAndLabels.label(rows.get(i).get("source").asText());
      assertThat(rows.get(i).get("file_name").asText())
          .isEqualTo("images/%s/%06d.png".formatted(label, i));
    }
    Oracle.exact(input, out, 3).check();
  }

  @Test
  void a_pattern_names_what_an_image_is_made_of() throws IOException {
    augment("--name-pattern", "mix-{index}-{source}.{partner}_{copy}_{batch}", "--batch-size", 5);

    List<JsonNode> rows = Oracle.rows(out);
    for (int i = 0; i < 12; i++) {
      JsonNode row = rows.get(i);
      assertThat(row.get("file_name").asText())
          .isEqualTo(
              "images/mix-%06d-%s.%s_0_%d.png"
                  .formatted(
                      i,
                      row.get("source").asText().replace(".png", ""),
                      row.get("partner").asText().replace(".png", ""),
                      row.get("batch").asInt()));
    }
    Oracle.exact(input, out, 3).check();
  }

  @Test
  void no_name_of_the_data_leaves_the_folder() throws IOException {
    Path folders = temp.resolve("folders");
    for (String name : List.of("..x", "a b:c", "-rf", "日本")) {
      Files.createDirectories(folders.resolve("k" + name));
      for (String file : List.of("a\\..\\..\\b.png", "x".repeat(200) + ".png", "c\nd.png")) {
        ImagesAndLabels.write(
            folders.resolve("k" + name).resolve(file), ImagesAndLabels.image(1, 4, 4, 3));
      }
    }

    Cutmix.Outcome outcome =
        Cutmix.run(
            List.of(
                "augment",
                "--images",
                folders,
                "--out",
                out,
                "--layout=tree",
                "--name-pattern={source}-{partner}-{index}"));

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(images())
        .hasSize(12)
        .allMatch(name -> name.matches("images/(k..x|ka_b_c|k-rf|k日本)/[\\p{L}\\d._-]+\\.png"));
    assertThat(PlanCheck.texts(Oracle.rows(out), "file_name"))
        .containsExactlyInAnyOrderElementsOf(images());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--layout=tree", "--layout=sharded", "--name-pattern={index}-{source}"})
  void overwrite_removes_every_image_of_the_earlier_run_and_nothing_else(String option)
      throws IOException {
    for (String labels : List.of("json", "jsonl", "csv")) {
      augment(option, "--copies=2", "--overwrite", "--labels-format", labels);
      Path folder = requireNonNull(out.resolve(images().get(0)).getParent());
      Path mine = folder.resolve("000003-mine.png");
      Files.writeString(mine, "mine");

      augment("--overwrite");

      assertThat(mine).hasContent("mine");
      Files.delete(mine);
      if (!folder.equals(out.resolve("images"))) {
        Files.delete(folder);
      }
      assertThat(FolderBytes.of(out)).isEqualTo(plain());
      try (Stream<Path> entries = Files.list(out.resolve("images"))) {
        assertThat(entries).hasSize(12);
      }
    }
  }

  @Test
  void overwrite_removes_nothing_outside_whatever_its_records_say() throws IOException {
    augment("--layout=tree", "--labels-format=jsonl");
    Path mine = temp.resolve("mine.png");
    Files.writeString(mine, "mine");
    List<String> rows = List.of("images/../../mine.png", "../mine.png", mine.toString());
    Files.write(
        out.resolve("metadata.jsonl"),
        rows.stream().map(name -> "{\"file_name\":\"%s\"}".formatted(name)).toList());

    augment("--overwrite");

    assertThat(mine).hasContent("mine");
  }

  private Map<String, String> plain() throws IOException {
    Path plain = temp.resolve("plain");
    assertThat(Cutmix.augment(input, plain).exit()).isZero();
    return FolderBytes.of(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--layout=tree", "--layout=sharded", "--name-pattern={index}-{source}"})
  void overwrite_removes_the_images_of_a_run_that_stopped(String option) throws IOException {
    stopInTheMiddle(option);

    augment("--overwrite", "--batch-size=2");

    assertThat(images()).hasSize(12).allMatch(name -> name.matches("images/\\d{6}\\.png"));
    try (Stream<Path> entries = Files.list(out.resolve("images"))) {
      assertThat(entries).hasSize(12);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--layout=tree", "--layout=sharded", "--name-pattern={index}-{source}"})
  void a_run_that_stopped_goes_on(String option) throws IOException {
    stopInTheMiddle(option);

    augment("--batch-size=2", option);

    Map<String, String> resumed = FolderBytes.of(out);
    out = temp.resolve("undisturbed");
    augment("--batch-size=2", option);
    assertThat(resumed).isEqualTo(FolderBytes.of(out));
  }

  /** Leaves done units, and one that has written images without being done. */
  private void stopInTheMiddle(String option) throws IOException {
    augment("--batch-size=2", option);
    Path last = out.resolve(Oracle.rows(out).get(11).get("file_name").asText());
    String source = Oracle.rows(out).get(11).get("source").asText();
    out = temp.resolve("stopped");
    int sample = input.names().indexOf(source);
    byte[] whole = input.damage(sample);
    assertThat(Cutmix.augment(input, out, "--batch-size=2", option).exit()).isEqualTo(3);
    Files.write(input.file(sample), whole);
    Path link = out.resolve(temp.resolve("out").relativize(last));
    Files.createDirectories(link.resolve("in the way"));
    assertThat(Cutmix.augment(input, out, "--batch-size=2", option).exit()).isEqualTo(3);
    Files.delete(link.resolve("in the way"));
    Files.delete(link);
  }

  @Test
  void auto_is_flat_up_to_100_000_images_and_then_sharded() {
    OutputSpec usual = Options.given(Map.of()).output();

    assertThat(usual.resolved(100_000, 0).layout()).isEqualTo(Layout.FLAT);
    assertThat(usual.resolved(100_001, 0).layout()).isEqualTo(Layout.SHARDED);
  }

  @Test
  void another_layout_is_another_run() {
    augment("--layout", "sharded");

    assertRefused(
        Cutmix.augment(input, out, "--layout=flat"),
        "--layout was sharded and is flat",
        "--overwrite");
  }

  @Test
  void a_tree_needs_classes_that_are_folders_of_their_own() throws IOException {
    Path folders = temp.resolve("folders");
    for (String name : List.of("a b", "a?b")) {
      Files.createDirectories(folders.resolve(name));
      ImagesAndLabels.write(folders.resolve(name + "/1.png"), ImagesAndLabels.image(1, 4, 4, 3));
    }

    Cutmix.Outcome outcome =
        Cutmix.run("augment", "--images", folders, "--out", out, "--layout", "tree");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("--layout tree", "a_b", "\"a b\"", "\"a?b\"", "--layout flat");
    assertThat(out).doesNotExist();
  }

  @Test
  void a_tree_needs_classes() throws IOException {
    Files.write(
        input.labels(),
        Stream.concat(Stream.of("file,x,y"), input.names().stream().map(name -> name + ",0.5,0.5"))
            .toList());

    Cutmix.Outcome outcome =
        Cutmix.augment(input, out, "--layout", "tree", "--label-columns", "x,y");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--layout tree", "columns of numbers", "--layout flat");

    input.writeLabels(input.names());
    Cutmix.Outcome several = Cutmix.augment(input, out, "--layout", "tree", "--multi-label");

    assertThat(several.exit()).isEqualTo(2);
    assertThat(several.err()).contains("--layout tree", "can have several classes");
  }
}
