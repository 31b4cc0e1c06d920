package io.cutmix.endtoend.output;

import static io.cutmix.testing.Cutmix.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cutmix.testing.Cutmix;
import io.cutmix.testing.ImagesAndLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --labels-format parquet} and {@code --embed-images}, read back by DuckDB. */
class ParquetTest {
  private static final JsonMapper JSON = new JsonMapper();

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

  private Path parquet() {
    return out.resolve("metadata.parquet");
  }

  /** The columns of each row of the answer, as text. */
  private List<List<String>> query(String select) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet answer = statement.executeQuery(select.replace("FILE", "'" + parquet() + "'"))) {
      while (answer.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
          row.add(answer.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private List<JsonNode> rows(String columns) throws SQLException, IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (List<String> row :
        query("SELECT to_json(r) FROM (SELECT %s FROM read_parquet(FILE)) r".formatted(columns))) {
      rows.add(JSON.readTree(row.get(0)));
    }
    return rows;
  }

  private List<JsonNode> jsonLines() throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("metadata.jsonl"))) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private JsonNode metadata(String key) throws SQLException, IOException {
    return JSON.readTree(
        query("SELECT decode(value) FROM parquet_kv_metadata(FILE) WHERE key = '%s'".formatted(key))
            .get(0)
            .get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "sparse"})
  void rows_are_those_of_json_lines(String encoding) throws IOException, SQLException {
    augment(
        "--labels-format",
        "jsonl,parquet",
        "--label-encoding",
        encoding,
        "--copies",
        2,
        "--prob",
        0.7,
        "--batch-size",
        3);

    assertThat(jsonLines()).hasSize(20);
    assertThat(rows("*")).isEqualTo(jsonLines());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "sparse"})
  void embedded_images_are_the_files(String encoding) throws IOException, SQLException {
    augment(
        "--labels-format",
        "jsonl,parquet",
        "--embed-images",
        "--label-encoding",
        encoding,
        "--layout",
        "tree");

    assertThat(rows("* EXCLUDE image")).isEqualTo(jsonLines()).hasSize(10);
    List<List<String>> images =
        query("SELECT file_name, image.path, hex(image.bytes) FROM read_parquet(FILE)");
    for (List<String> image : images) {
      Path file = out.resolve(image.get(0));
      assertThat(image.get(1)).isEqualTo(file.getFileName().toString());
      assertThat(image.get(2))
          .isEqualTo(HexFormat.of().withUpperCase().formatHex(Files.readAllBytes(file)));
    }
  }

  @Test
  void columns_have_the_types_that_trainers_expect() throws SQLException {
    augment("--labels-format", "parquet", "--embed-images");

    assertThat(query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM FILE)"))
        .containsExactly(
            List.of("image", "STRUCT(bytes BLOB, path VARCHAR)"),
            List.of("file_name", "VARCHAR"),
            List.of("soft_label", "DOUBLE[]"),
            List.of("lam", "DOUBLE"),
            List.of("bbox", "INTEGER[]"),
            List.of("source", "VARCHAR"),
            List.of("partner", "VARCHAR"),
            List.of("copy", "INTEGER"),
            List.of("batch", "INTEGER"));
  }

  @Test
  void classes_and_features_stand_in_the_metadata() throws IOException, SQLException {
    augment("--labels-format", "parquet", "--embed-images", "--label-encoding", "sparse");

    assertThat(metadata("classes")).isEqualTo(JSON.readTree("[\"a\", \"b\", \"c\"]"));
    JsonNode features = metadata("huggingface").at("/info/features");
    List<String> columns = new ArrayList<>();
    features.fieldNames().forEachRemaining(columns::add);
    assertThat(columns)
        .isEqualTo(
            query("SELECT column_name FROM (DESCRIBE SELECT * FROM FILE)").stream()
                .map(row -> row.get(0))
                .toList());
    assertThat(features.get("image")).isEqualTo(JSON.readTree("{\"_type\": \"Image\"}"));
    assertThat(features.get("lam"))
        .isEqualTo(JSON.readTree("{\"_type\": \"Value\", \"dtype\": \"float64\"}"));
    assertThat(features.get("label_ids"))
        .isEqualTo(
            JSON.readTree(
                "{\"_type\": \"Sequence\","
                    + " \"feature\": {\"_type\": \"ClassLabel\", \"names\": [\"a\", \"b\", \"c\"]}}"));
  }

  @Test
  void row_groups_stay_small_however_large_the_images_are() throws SQLException {
    augment(
        "--labels-format",
        "parquet",
        "--embed-images",
        "--format",
        "bmp",
        "--size",
        1000,
        "--copies",
        3);

    List<List<String>> groups =
        query(
            "SELECT row_group_id, sum(total_uncompressed_size) FROM parquet_metadata(FILE)"
                + " GROUP BY ALL");
    // Thirty images of 3 MB.
    assertThat(groups)
        .hasSizeBetween(3, 6)
        .allSatisfy(group -> assertThat(Long.parseLong(group.get(1))).isLessThan(32L << 20));
    assertThat(query("SELECT count(*) FROM read_parquet(FILE)")).containsExactly(List.of("30"));
  }

  @Test
  void bytes_depend_neither_on_threads_nor_on_when_they_are_written() throws IOException {
    augment("--labels-format", "parquet", "--embed-images", "--threads", 1, "--batch-size", 3);
    byte[] one = Files.readAllBytes(parquet());

    augment(
        "--labels-format",
        "parquet",
        "--embed-images",
        "--threads",
        4,
        "--batch-size",
        3,
        "--overwrite");

    assertThat(parquet()).hasBinaryContent(one);
  }

  @Test
  void a_run_that_stopped_writes_the_whole_file_when_it_goes_on() throws IOException {
    Object[] options = {"--labels-format", "parquet", "--embed-images", "--batch-size", 2};
    augment(options);
    byte[] undisturbed = Files.readAllBytes(parquet());
    out = temp.resolve("stopped");
    byte[] photo = input.damage(3);
    assertThat(Cutmix.augment(input, out, options).exit()).isEqualTo(3);
    assertThat(parquet()).doesNotExist();
    Files.writeString(out.resolve(".cutmix/metadata.parquet.tmp"), "half of it");
    Files.write(input.file(3), photo);

    augment(options);

    assertThat(parquet()).hasBinaryContent(undisturbed);
  }

  @Test
  void a_finished_run_is_the_same_one_only_with_the_same_options() throws IOException {
    augment("--labels-format", "parquet", "--embed-images");

    JsonNode options = JSON.readTree(out.resolve("run.json").toFile()).get("options");
    assertThat(options.get("labels-format").asText()).isEqualTo("parquet");
    assertThat(options.get("embed-images").asBoolean()).isTrue();
    augment("--labels-format", "parquet", "--embed-images");
    assertRefused(
        Cutmix.augment(input, out, "--labels-format", "parquet"),
        "--embed-images was true and is not given");
  }

  @Test
  void overwrite_removes_the_file_and_the_images_that_it_names() throws IOException {
    augment("--labels-format", "parquet", "--name-pattern", "{source}-{index}");
    Path foreign = Files.writeString(out.resolve("images/mine.png"), "mine");

    augment("--overwrite");

    assertThat(parquet()).doesNotExist();
    assertThat(foreign).exists();
    try (var images = Files.list(out.resolve("images"))) {
      assertThat(images.filter(image -> !image.equals(foreign)))
          .hasSize(10)
          .allSatisfy(image -> assertThat(image.getFileName().toString()).matches("\\d{6}\\.png"));
    }
  }

  @Test
  void one_that_is_no_longer_parquet_is_replaced() throws IOException {
    augment("--labels-format", "parquet", "--name-pattern", "{source}-{index}");
    byte[] whole = Files.readAllBytes(parquet());
    Files.writeString(parquet(), "something else, long enough for a footer");

    augment("--labels-format", "parquet", "--name-pattern", "{source}-{index}", "--overwrite");

    assertThat(parquet()).hasBinaryContent(whole);
  }

  @Test
  void render_writes_the_file_of_the_direct_run() throws IOException {
    augment("--labels-format", "parquet", "--embed-images");
    byte[] direct = Files.readAllBytes(parquet());
    Path recipes = temp.resolve("recipes");
    Cutmix.augment(input, recipes, "--recipes-only");
    out = temp.resolve("rendered");

    Cutmix.Outcome outcome =
        Cutmix.run(
            "render",
            recipes.resolve("recipes.jsonl"),
            "--images",
            input.images(),
            "--out",
            out,
            "--labels-format",
            "parquet",
            "--embed-images");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(parquet()).hasBinaryContent(direct);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--labels-format=json,csv", "--recipes-only"})
  void images_are_embedded_in_parquet_alone(String options) {
    Cutmix.Outcome outcome =
        Cutmix.augment(input, out, (Object[]) ("--embed-images " + options).strip().split(" ", -1));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("--embed-images needs --labels-format parquet", "leave out --embed-images");
    assertThat(out).doesNotExist();
  }
}
