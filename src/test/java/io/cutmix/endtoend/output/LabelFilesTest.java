package io.cutmix.endtoend.output;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.util.Lists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Label files in their several forms, through the command line. */
class LabelFilesTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path temp;

  @Test
  void json_lines_and_csv_give_the_same_bytes() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);
    Path lines = temp.resolve("labels.jsonl");
    Files.write(
        lines,
        input.names().stream()
            .map(name -> "{\"file_name\":\"%s\",\"label\":\"%s\"}".formatted(name, label(name)))
            .toList());
    Path fromCsv = temp.resolve("csv");
    Path fromJson = temp.resolve("json");

    Cutmix.augment(input, fromCsv);
    run(input.images(), lines, fromJson);

    assertThat(withoutRun(fromJson)).isEqualTo(withoutRun(fromCsv));
  }

  @Test
  void what_was_mixed_can_be_mixed_again() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);
    Path once = temp.resolve("once");
    Path twice = temp.resolve("twice");
    Cutmix.augment(input, once);

    run(once, once.resolve("labels.json"), twice);

    Map<String, double[]> targets = targets(once);
    new Oracle(once, twice, 3, name -> targets.getOrDefault(name, new double[0]), 0).check();
    assertThat(classes(twice)).isEqualTo(classes(once)).containsExactly("a", "b", "c");
  }

  @Test
  void rows_of_labels_json_are_a_label_file_too() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);
    Path once = temp.resolve("once");
    Path twice = temp.resolve("twice");
    Cutmix.augment(input, once);
    Path lines = temp.resolve("metadata.jsonl");
    Files.write(lines, Oracle.rows(once).stream().map(JsonNode::toString).toList());

    run(once, lines, twice, "--num-classes", 3);

    Map<String, double[]> targets = targets(once);
    new Oracle(once, twice, 3, name -> targets.getOrDefault(name, new double[0]), 0).check();
    assertThat(classes(twice)).containsExactly("0", "1", "2");
  }

  @ParameterizedTest
  @CsvSource({
    "100, '', false",
    "101, '', true",
    "101, --label-encoding=dense, false",
    "101, --label-smoothing=0.1, false",
    "101, --output-format=npy, false",
    "101, --labels-format=csv, true",
    "3, --label-encoding=sparse, true"
  })
  void labels_are_sparse_where_classes_are_many(int classes, String option, boolean sparse)
      throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);
    Path names = temp.resolve("classes.txt");
    Files.write(names, IntStream.range(0, classes).mapToObj(i -> "class" + i).toList());
    Path labels = temp.resolve("ids.csv");
    List<String> rows = new ArrayList<>(List.of("file,label"));
    input.names().forEach(name -> rows.add(name + ",class" + (rows.size() % classes)));
    Files.write(labels, rows);
    Path out = temp.resolve("out");
    List<String> words = new ArrayList<>(List.of("--classes", names.toString()));
    words.addAll(option.isEmpty() ? List.of() : List.of(option));

    run(input.images(), labels, out, words.toArray());

    String file = option.contains("csv") ? "labels.csv" : "labels.json";
    assertThat(Files.readString(out.resolve(file)).contains("label_ids")).isEqualTo(sparse);
    assertThat(JSON.readTree(out.resolve("run.json").toFile()).at("/options/label-encoding"))
        .hasToString(sparse ? "\"sparse\"" : "\"dense\"");
  }

  @ParameterizedTest
  @CsvSource({"'jsonl,parquet', true", "'jsonl,csv', false", "parquet, false"})
  void two_files_of_metadata_that_hugging_face_refuses_are_warned_of(String formats, boolean warned)
      throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);

    Cutmix.Outcome outcome = Cutmix.augment(input, temp.resolve("out"), "--labels-format", formats);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err().contains("metadata.jsonl and metadata.parquet")).isEqualTo(warned);
  }

  @Test
  void numbers_of_columns_stay_dense() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);
    Path labels = temp.resolve("numbers.csv");
    List<String> columns = IntStream.range(0, 101).mapToObj(i -> "y" + i).toList();
    List<String> rows = new ArrayList<>(List.of("file," + String.join(",", columns)));
    String zeros = ",0".repeat(100);
    input.names().forEach(name -> rows.add(name + ",1" + zeros));
    Files.write(labels, rows);
    Path out = temp.resolve("out");

    run(input.images(), labels, out, "--label-columns", String.join(",", columns));

    assertThat(Files.readString(out.resolve("labels.json"))).doesNotContain("label_ids");
  }

  @Test
  void every_encoding_of_labels_json_is_read_alike() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);
    Path dense = temp.resolve("dense");
    Path sparse = temp.resolve("sparse");
    Cutmix.augment(input, dense);
    Cutmix.augment(input, sparse, "--label-encoding", "sparse");
    Path fromDense = temp.resolve("from-dense");
    Path fromSparse = temp.resolve("from-sparse");

    run(dense, dense.resolve("labels.json"), fromDense);
    run(sparse, sparse.resolve("labels.json"), fromSparse);

    assertThat(withoutRun(fromSparse)).isEqualTo(withoutRun(fromDense));
  }

  @Test
  void metadata_of_an_earlier_run_is_found() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 6);
    Path once = temp.resolve("once");
    Path twice = temp.resolve("twice");
    Cutmix.augment(input, once, "--labels-format", "jsonl");

    Cutmix.Outcome outcome = Cutmix.run("augment", "--images", once, "--out", twice);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(Oracle.rows(twice)).hasSize(6);
    assertThat(classes(twice)).containsExactly("a", "b", "c");
  }

  @Test
  void a_wrong_row_ends_the_run_with_its_line() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 2);
    Path lines =
        Files.write(
            temp.resolve("labels.json"),
            List.of(
                "[{\"file_name\": \"p0000.png\", \"label\": \"a\"},",
                " {\"file_name\": \"p0001.png\", \"label\": {}}]"));

    Cutmix.Outcome outcome =
        Cutmix.run(
            "augment", "--images", input.images(), "--labels", lines, "--out", temp.resolve("o"));

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err())
        .startsWith("cutmix: " + lines + ":2: the label {} is no class, id, list of names");
  }

  @Test
  void images_with_several_classes_have_a_one_for_each() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    Files.write(
        input.labels(),
        List.of(
            "file,label",
            "p0000.png,a|b",
            "p0001.png,c",
            "p0002.png,b",
            "p0003.png,a",
            "p0003.png,c"));
    Path out = temp.resolve("out");

    run(input.images(), input.labels(), out, "--label-separator", "|", "--multi-label");

    Map<String, double[]> targets =
        Map.of(
            "p0000.png", new double[] {1, 1, 0},
            "p0001.png", new double[] {0, 0, 1},
            "p0002.png", new double[] {0, 1, 0},
            "p0003.png", new double[] {1, 0, 1});
    new Oracle(input.images(), out, 3, name -> targets.getOrDefault(name, new double[0]), 0)
        .check();
    assertThat(classes(out)).containsExactly("a", "b", "c");
    JsonNode source = JSON.readTree(out.resolve("run.json").toFile()).at("/input/source");
    assertThat(source.get("label-separator").asText()).isEqualTo("|");
    assertThat(source.get("multi-label").asText()).isEqualTo("true");
  }

  @Test
  void a_class_map_fixes_the_ids() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    Path map =
        Files.writeString(temp.resolve("map.json"), "{\"c\": 0, \"d\": 1, \"a\": 3, \"b\": 2}");
    Path out = temp.resolve("out");

    run(input.images(), input.labels(), out, "--class-map", map);

    assertThat(classes(out)).containsExactly("c", "d", "b", "a");
    JsonNode run = JSON.readTree(out.resolve("run.json").toFile());
    assertThat(run.at("/input/source/class-map").asText()).isEqualTo(map.toString());
  }

  @Test
  void columns_of_numbers_keep_their_names_signs_and_fractions() throws IOException {
    ImagesAndLabels input = ImagesAndLabels.make(temp, 4);
    Map<String, double[]> targets = new HashMap<>();
    List<String> lines = new ArrayList<>(List.of("file,Pitch,note,yaw"));
    for (int i = 0; i < 4; i++) {
      double[] target = {-1.25 * i, 0.1 + i};
      lines.add("%s,%s,x,%s".formatted(input.names().get(i), target[1], target[0]));
      targets.put(input.names().get(i), target);
    }
    Files.write(input.labels(), lines);
    Path out = temp.resolve("out");

    run(input.images(), input.labels(), out, "--label-columns", "yaw,pitch");

    new Oracle(input.images(), out, 3, name -> targets.getOrDefault(name, new double[0]), 0)
        .check();
    assertThat(classes(out)).containsExactly("yaw", "Pitch");
  }

  private static void run(Path images, Path labels, Path out, Object... more) {
    List<Object> words =
        Lists.newArrayList("augment", "--images", images, "--labels", labels, "--out", out);
    words.addAll(List.of(more));
    Cutmix.Outcome outcome = Cutmix.run(words);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  private static String label(String name) {
    return ImagesAndLabels.label(name);
  }

  private static List<String> classes(Path out) throws IOException {
    JsonNode classes = JSON.readTree(out.resolve("labels.json").toFile()).get("classes");
    return Lists.newArrayList(classes).stream().map(JsonNode::asText).toList();
  }

  private static Map<String, double[]> targets(Path out) throws IOException {
    Map<String, double[]> targets = new HashMap<>();
    for (JsonNode row : Oracle.rows(out)) {
      targets.put(
          row.get("file_name").asText(),
          Lists.newArrayList(row.get("soft_label")).stream()
              .mapToDouble(JsonNode::asDouble)
              .toArray());
    }
    return targets;
  }

  private static Map<String, String> withoutRun(Path out) throws IOException {
    Map<String, String> bytes = FolderBytes.of(out);
    bytes.remove("run.json");
    return bytes;
  }
}
