package io.cutmix.endtoend.output;

import static io.cutmix.testing.Cutmix.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.FolderBytes;
import io.cutmix.testing.ImagesAndLabels;
import io.cutmix.testing.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --labels-format} and {@code --label-encoding}. */
class WrittenLabelsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FIXED = "file_name,lam,x1,y1,x2,y2,source,partner,copy,batch";

  @TempDir private Path temp;
  private ImagesAndLabels input = new ImagesAndLabels(Path.of(""), List.of());
  private Path out = Path.of("");

  @BeforeEach
  void ten_images() throws IOException {
    input = ImagesAndLabels.make(temp, 10);
    out = temp.resolve("out");
  }

  private void augment(Object... options) {
    Cutmix.Outcome outcome = Cutmix.augment(input, out, options);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  private List<JsonNode> jsonLines() throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("metadata.jsonl"))) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private List<List<String>> csv() throws IOException {
    return Files.readAllLines(out.resolve("labels.csv")).stream()
        .map(line -> List.of(line.split(",", -1)))
        .toList();
  }

  @Test
  void all_formats_hold_the_same_rows() throws IOException {
    augment("--labels-format", "json,jsonl,csv", "--copies", 2, "--batch-size", 3, "--prob", 0.7);

    List<JsonNode> rows = Oracle.rows(out);
    assertThat(rows).hasSize(20);
    assertThat(jsonLines()).isEqualTo(rows);
    List<List<String>> csv = csv();
    assertThat(String.join(",", csv.get(0))).isEqualTo(FIXED + ",a,b,c");
    assertThat(csv).hasSize(21);
    for (int i = 0; i < 20; i++) {
      assertThat(csv.get(i + 1)).isEqualTo(cells(rows.get(i)));
    }
  }

  private static List<String> cells(JsonNode row) {
    List<String> cells = new ArrayList<>(List.of(row.get("file_name").asText()));
    cells.add(row.get("lam").asText());
    row.get("bbox").forEach(side -> cells.add(side.asText()));
    for (String field : List.of("source", "partner", "copy", "batch")) {
      cells.add(row.get(field).asText());
    }
    row.get("soft_label").forEach(number -> cells.add(number.asText()));
    return cells;
  }

  @Test
  void only_what_is_asked_for_is_written_and_recorded() throws IOException {
    augment("--labels-format", "csv,jsonl,csv", "--label-encoding", "sparse");

    assertThat(out.resolve("labels.json")).doesNotExist();
    assertThat(out.resolve("labels.csv")).exists();
    JsonNode options = JSON.readTree(out.resolve("run.json").toFile()).get("options");
    assertThat(options.get("labels-format").asText()).isEqualTo("jsonl,csv");
    assertThat(options.get("label-encoding").asText()).isEqualTo("sparse");
    assertRefused(
        Cutmix.augment(input, out),
        "--labels-format was jsonl,csv and is not given",
        "--label-encoding was sparse and is dense");
  }

  @Test
  void names_in_metadata_jsonl_are_relative_to_its_folder() throws IOException {
    augment("--labels-format", "jsonl");

    assertThat(jsonLines())
        .hasSize(10)
        .allSatisfy(row -> assertThat(out.resolve(row.get("file_name").asText())).exists());
  }

  @Test
  void sparse_labels_are_the_dense_ones_without_the_zeros() throws IOException {
    augment("--batch-size", 4);
    List<JsonNode> dense = Oracle.rows(out);
    out = temp.resolve("sparse");
    augment("--batch-size", 4, "--label-encoding", "sparse", "--labels-format", "json,jsonl,csv");

    List<JsonNode> sparse = Oracle.rows(out);
    assertThat(sparse).hasSameSizeAs(dense);
    assertThat(jsonLines()).isEqualTo(sparse);
    List<List<String>> csv = csv();
    assertThat(String.join(",", csv.get(0))).isEqualTo(FIXED + ",label_ids,label_weights");
    for (int i = 0; i < dense.size(); i++) {
      List<String> ids = new ArrayList<>();
      List<String> weights = new ArrayList<>();
      for (int id = 0; id < 3; id++) {
        double weight = dense.get(i).get("soft_label").get(id).asDouble();
        if (weight != 0) {
          ids.add(Integer.toString(id));
          weights.add(Double.toString(weight));
        }
      }
      JsonNode row = sparse.get(i);
      assertThat(row.has("soft_label")).isFalse();
      assertThat(row.get("label_ids").toString()).isEqualTo("[" + String.join(",", ids) + "]");
      assertThat(row.get("label_weights").toString())
          .isEqualTo("[" + String.join(",", weights) + "]");
      assertThat(csv.get(i + 1).subList(10, 12))
          .containsExactly(String.join(" ", ids), String.join(" ", weights));
    }
  }

  @Test
  void no_cell_of_the_csv_is_a_formula() throws IOException {
    List<String> classes = List.of("+1", "-1", "=1", "@a", "'a", "a=1");
    Path folders = temp.resolve("folders");
    for (String name : classes) {
      Files.createDirectories(folders.resolve(name));
      ImagesAndLabels.write(
          folders.resolve(name).resolve("1.png"), ImagesAndLabels.image(1, 4, 4, 3));
    }

    Cutmix.Outcome outcome =
        Cutmix.run("augment", "--images", folders, "--out", out, "--labels-format", "csv");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    List<List<String>> csv = csv();
    assertThat(csv.get(0).subList(10, 16))
        .containsExactlyInAnyOrder("'+1", "'-1", "'=1", "'@a", "''a", "a=1");
    List<String> sources = csv.subList(1, 7).stream().map(cells -> cells.get(6)).toList();
    assertThat(sources)
        .containsExactlyInAnyOrder(
            "'+1/1.png", "'-1/1.png", "'=1/1.png", "'@a/1.png", "''a/1.png", "a=1/1.png");
  }

  @Test
  void overwrite_removes_the_label_files_of_the_earlier_run() throws IOException {
    augment("--labels-format", "json,csv");

    augment("--labels-format", "jsonl", "--overwrite");

    assertThat(out.resolve("labels.json")).doesNotExist();
    assertThat(out.resolve("labels.csv")).doesNotExist();
    assertThat(jsonLines()).hasSize(10);
  }

  @Test
  void overwrite_neither_removes_nor_replaces_a_label_file_that_is_not_its_own()
      throws IOException {
    augment();
    Files.writeString(out.resolve("labels.csv"), "mine");
    Map<String, String> before = FolderBytes.of(out);

    assertRefused(
        Cutmix.augment(input, out, "--labels-format", "csv", "--overwrite"),
        "labels.csv",
        "move it away");
    before.keySet().forEach(name -> assertThat(out.resolve(name)).exists());
    augment("--overwrite");

    assertThat(FolderBytes.of(out)).isEqualTo(before);
  }
}
